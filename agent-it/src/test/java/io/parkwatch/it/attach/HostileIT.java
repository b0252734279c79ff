// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.attach;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.it.run.Cli;
import io.parkwatch.it.run.OnNewestJdk;
import io.parkwatch.it.run.Report;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.WatchedJvm;
import java.util.List;

/** Tests that no text from a JVM or an option can control the user's terminal. */
class HostileIT {
    /** All control and format characters except line feeds, and the line separators of Unicode. */
    private static final String DRIVES = "[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\\n]]";

    private static final String STATUS =
            "{'version':'{name}','attached':true,'once':false,'since':'2026-11-24T10:00:00Z',"
                    + "'threshold':'{name}','interval':'{name}','watchedMillis':9000,'toThresholdMillis':0,'unread':0,'url':'{name}'}";

    private static final String REPORT =
            "{'schema':1,'agent':{'version':'{name}','threshold':'{name}','interval':'{name}'},"
                    + "'jvm':{'pid':1,'java':'{name}','main':'{name}','host':'{name}','started':'2026-11-24T10:00:00Z'},"
                    + "'at':'2026-11-24T10:00:00Z','problems':['{name}'],'watched':{'platform':1,'stuck':1},'findings':[{'fingerprint':'{name}',"
                    + "'verdict':'stuck','role':'sender','operation':'{name}','summary':'{name}','advice':'{name}','count':1,'oldestSeconds':9,"
                    + "'firstSeen':'2026-11-24T10:00:00Z','waitsAt':'{name}','channel':{'type':'{name}'},'threads':[{'id':1,'name':'{name}',"
                    + "'virtual':false,'since':'2026-11-24T10:00:00Z','seconds':9}],'stack':['{name}'],'createdAt':['{name}']}]}";

    @OnNewestJdk
    void anAnswerThatIsPlanted(Stage stage) {
        Cli cli = Cli.on(stage.jdk());
        try (WatchedJvm jvm = planted(stage, "planted", (STATUS + '\n' + REPORT).replace('\'', '"'))) {
            Cli.Ended json = harmless(cli.run("report", jvm.pid(), "--json"), 10);
            assertThat(Report.parse(json.out())
                            .findings()
                            .get(0)
                            .json()
                            .get("summary")
                            .getAsString())
                    .as("--json loses nothing")
                    .isEqualTo(Hostile.NAME);
            harmless(cli.run("report", jvm.pid(), "threshold=1s"), 10);
            harmless(cli.run("attach", jvm.pid()), 10);
            try (WatchedJvm watch = cli.start("watch", jvm.pid())) {
                watch.awaitLine("10:00:00 stuck");
                assertThat(watch.out()).noneMatch(HostileIT::drives);
                assertThat(watch.err()).noneMatch(HostileIT::drives);
            }
        }
        try (WatchedJvm jvm = planted(stage, "garbled", "{'version':'{name}'} {name}")) {
            harmless(cli.run("report", jvm.pid()), 1);
        }
    }

    private static WatchedJvm planted(Stage stage, String name, String answer) {
        return stage.program(Hostile.class)
                .withoutAgent()
                .named(name)
                .jvm("--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED")
                .args(answer)
                .start();
    }

    @OnNewestJdk
    void namesAndOptionsOfAProgram(Stage stage) {
        Cli cli = Cli.on(stage.jdk());
        harmless(cli.run("report", "1", "thre\u001b[2Jshold=\r1s"), 2);
        harmless(cli.run("\u001b[2J"), 2);
        try (WatchedJvm jvm =
                stage.program(Hostile.class).options("threshold=\u001b[2J\r1s").start()) {
            assertThat(jvm.err()).hasSize(1).noneMatch(HostileIT::drives);
            Cli.Ended json = harmless(cli.run("report", jvm.pid(), "--json", "threshold=1s,interval=200ms"), 10);
            assertThat(Report.parse(json.out()).findings().get(0).threads())
                    .extracting(thread -> thread.get("name").getAsString())
                    .isEqualTo(List.of(Hostile.NAME));
        }
    }

    private static Cli.Ended harmless(Cli.Ended ended, int code) {
        assertThat(ended.code()).as("%s", ended).isEqualTo(code);
        assertThat(ended.out() + ended.err()).isNotEmpty().matches(text -> !drives(text));
        return ended;
    }

    private static boolean drives(String text) {
        return text.matches("(?s).*" + DRIVES + ".*");
    }
}
