// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.own;

import static io.parkwatch.it.run.Row.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.annotations.Sends;
import io.parkwatch.it.run.Launch;
import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Table;
import io.parkwatch.it.run.Threads;
import io.parkwatch.it.run.WatchedJvm;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** Classes that come from an archive of the JVM's, past the methods of class loaders. */
class ArchiveIT {
    @OnEachJdk(threads = Threads.VIRTUAL, from = 21)
    void channelsOfAnArchivedProgramAreWovenAsThoseOfAnother(Stage stage) throws IOException {
        Launch first = stage.program(Letters.class).named("first").withoutAgent();
        Path jar = jar(Launch.where(Letters.class), first.folder().resolve("program.jar"));
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

    /** Folders are not archived. */
    private static Path jar(Path folder, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> classes = Files.walk(folder)) {
            for (Path one :
                    classes.filter(path -> path.toString().endsWith(".class")).toList()) {
                out.putNextEntry(new JarEntry(folder.relativize(one).toString()));
                Files.copy(one, out);
                out.closeEntry();
            }
        }
        return jar;
    }
}
