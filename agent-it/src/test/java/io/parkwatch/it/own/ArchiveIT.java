// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.own;

import static io.parkwatch.it.run.Row.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.annotations.Sends;
import io.parkwatch.it.run.Launch;
import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.ProgramJar;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Table;
import io.parkwatch.it.run.Threads;
import io.parkwatch.it.run.WatchedJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Tests classes that the JVM loads from an archive, without calling a method of a class loader. */
class ArchiveIT {
    @OnEachJdk(threads = Threads.VIRTUAL, from = 21)
    void channelsOfAnArchivedProgramAreWovenAsThoseOfAnother(Stage stage) throws IOException {
        Launch first = stage.program(Letters.class).named("first").withoutAgent();
        Path jar = ProgramJar.of(Launch.where(Letters.class), first.folder().resolve("program.jar"));
        try (WatchedJvm jvm = program(stage, jar)
                .named("first")
                .withoutAgent()
                .jvm("-XX:ArchiveClassesAtExit=program.jsa")
                .start()) {
            jvm.release();
            jvm.send("exit");
            assertThat(jvm.exitCode()).isZero();
        }
        Launch launch =
                program(stage, jar).jvm("-XX:SharedArchiveFile=program.jsa", "-Xlog:class+load:file=loaded.txt");

        Table.check(
                stage,
                launch,
                at("dropped").sender("drop").on(Letters.Box.class).itemless(),
                at("fetched").receiver("fetch").on(Letters.Box.class).itemless(),
                at("implemented").sender("post").on(Letters.Door.class).itemless(),
                at("extended").receiver("fetch").on(Letters.SafeBox.class).itemless(),
                at("inherited").receiver("open").on(Letters.OakChest.class).itemless(),
                at("unnamed").receiver("empty").on(Letters.Pigeonhole.class).itemless());

        List<String> loaded = Files.readAllLines(launch.folder().resolve("loaded.txt"));
        assertThat(loaded)
                .as("the program came from its archive")
                .anyMatch(line -> line.contains("io.parkwatch.it.run.Scene source: shared objects file (top)"));
    }

    private static Launch program(Stage stage, Path jar) {
        return stage.program(Letters.class.getName(), jar).with(Sends.class);
    }
}
