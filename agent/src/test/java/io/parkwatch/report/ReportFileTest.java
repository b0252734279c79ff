// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.parkwatch.finding.Problem;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFileTest {
    private final List<String> lines = new ArrayList<>();

    @TempDir
    Path folder;

    @Test
    void itHoldsTheNewestReportAndItsOwnerAloneCanReadIt() throws IOException {
        ReportFile file = file("report-%p.json");

        file.write("old");
        file.write("new");

        Path target = folder.resolve("report-4711.json");
        assertThat(target).hasContent("new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
                .isEqualTo("rw-------");
        assertThat(files()).containsExactly(target);
        assertThat(lines).isEmpty();
        assertThat(file.problem()).isEmpty();
    }

    @Test
    void toWarmUpLeavesNothingBehindAndSaysNothing() throws IOException {
        file("report.json").warmUp();
        file("no/such/report.json").warmUp();

        assertThat(files()).isEmpty();
        assertThat(lines).isEmpty();
    }

    @Test
    void anInterruptDoesNotKeepItFromBeingWritten() throws IOException {
        ReportFile file = file("report.json");
        Thread.currentThread().interrupt();

        file.write("new");

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(folder.resolve("report.json")).hasContent("new");
        assertThat(files()).hasSize(1);
        assertThat(file.problem()).isEmpty();
    }

    @Test
    void aLinkAtThePathIsReplacedNotFollowed() throws IOException {
        Path victim = Files.writeString(folder.resolve("victim"), "precious");
        Path link = Files.createSymbolicLink(folder.resolve("report.json"), victim);

        file("report.json").write("new");

        assertThat(victim).hasContent("precious");
        assertThat(Files.isSymbolicLink(link)).isFalse();
        assertThat(link).hasContent("new");
    }

    @Test
    void aMissingDirectoryIsToldOnceAndItsComingToo() throws IOException {
        ReportFile file = file("later/report.json");
        String path = folder.resolve("later/report.json").toString();

        file.write("1");
        file.write("2");
        assertThat(lines)
                .containsExactly("cannot write report=" + path + ": its directory does not exist;"
                        + " create it, or name a file in another one");
        assertThat(file.problem()).contains(new Problem("report", lines.get(0)));

        Files.createDirectory(folder.resolve("later"));
        file.write("3");
        file.write("4");
        assertThat(lines).hasSize(2).last().isEqualTo("report is written to " + path + " again");
        assertThat(file.problem()).isEmpty();
    }

    /** Creating the report fails here as it does without memory. */
    @Test
    void aReportThatCannotBeMadeFailsNothingElse() {
        ReportFile file = file("report.json");
        List<Problem> failing = new AbstractList<>() {
            @Override
            public Problem get(int index) {
                throw new NoClassDefFoundError("Could not initialize class x.Y");
            }

            @Override
            public int size() {
                return 1;
            }
        };

        file.write(Samples.quiet().toBuilder().problems(failing).build());
        file.write(Samples.quiet().toBuilder().problems(failing).build());

        assertThat(lines)
                .containsExactly(
                        "cannot write report=" + folder.resolve("report.json")
                                + ": java.lang.NoClassDefFoundError: Could not initialize class x.Y; the next look tries again");
        assertThat(file.problem()).contains(new Problem("report", lines.get(0)));

        file.write(Samples.quiet());
        assertThat(file.problem()).isEmpty();
        assertThat(folder.resolve("report.json")).hasContent(ReportJson.of(Samples.quiet()));
    }

    @Test
    void aLineThatCannotBeSaidFailsNothingElse() {
        String path = folder.resolve("missing/report.json").toString();
        ReportFile file = new ReportFile(path, 4711, line -> {
            throw new OutOfMemoryError();
        });

        file.write(Samples.quiet());

        assertThat(file.problem()).isPresent();
    }

    @Test
    void anotherReasonIsToldAnew() throws IOException {
        ReportFile file = file("sub/report.json");
        file.write("1");
        Files.createDirectories(folder.resolve("sub/report.json"));
        file.write("2");

        assertThat(lines).hasSize(2).last().asString().contains("this is a directory; name a file");
        assertThat(folder.resolve("sub")).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void aPathThroughAFileIsToldAsSuch() throws IOException {
        Files.writeString(folder.resolve("file"), "x");

        file("file/report.json").write("1");

        assertThat(lines)
                .singleElement()
                .asString()
                .contains("cannot write report=")
                .contains("; ");
    }

    @Test
    void aDeviceAPipeOrASocketIsNotReplaced() throws Exception {
        List<Path> special = new ArrayList<>();
        Path pipe = folder.resolve("pipe");
        assumeTrue(run("mkfifo", pipe.toString()), "no mkfifo here");
        special.add(pipe);
        Path device = folder.resolve("device");
        if (run("mknod", device.toString(), "c", "1", "3")) { // only root may do this
            special.add(device);
        }
        Path socket = folder.resolve("socket");
        try (ServerSocketChannel listens = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listens.bind(UnixDomainSocketAddress.of(socket));
            special.add(socket);
            for (Path path : special) {
                lines.clear();
                ReportFile file = file(path.getFileName().toString());
                file.write("1");
                file.write("2");

                assertThat(lines)
                        .containsExactly(
                                "cannot write report=" + path + ": this is a device, a pipe or a socket; name a file");
                assertThat(file.problem()).contains(new Problem("report", lines.get(0)));
                assertThat(Files.readAttributes(path, BasicFileAttributes.class).isOther())
                        .as("%s is what it was", path)
                        .isTrue();
            }
        }
        assertThat(files()).containsExactlyInAnyOrderElementsOf(special);
    }

    @Test
    void aLinkThatLeadsToSuchAThingStays() throws Exception {
        assumeTrue(Files.exists(Path.of("/dev/null")), "no /dev/null here");
        List<Path> links = List.of(
                Files.createSymbolicLink(folder.resolve("null"), Path.of("/dev/null")),
                // Like /dev/stdout, which leads to a file if the output is redirected into one.
                Files.createSymbolicLink(folder.resolve("stdout"), Path.of("/proc/self/fd/1")));
        for (Path link : links) {
            file(link.getFileName().toString()).write("1");

            assertThat(link).isSymbolicLink();
        }
        assertThat(lines).hasSize(2).allMatch(line -> line.endsWith("a device, a pipe or a socket; name a file"));
    }

    @Test
    void aReadOnlyFileSystemIsToldWithoutANameThatChanges() {
        assumeTrue(Files.isDirectory(Path.of("/proc/self")), "no /proc here, in which nobody can make files");
        ReportFile file = new ReportFile("/proc/self/report.json", 4711, lines::add);

        file.write("1");
        file.write("2");

        assertThat(lines).singleElement().asString().doesNotContain(".tmp");
    }

    @Test
    void aFullDiskLeavesTheOldReportAndNoOtherFile() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk.toString()),
                "only root can mount a small disk");
        try {
            ReportFile file = new ReportFile(disk.resolve("report.json").toString(), 4711, lines::add);
            file.write("small");
            file.write("x".repeat(1_000_000));
            file.write("x".repeat(1_000_000));

            assertThat(lines).singleElement().asString().contains("No space left on device; free some space");
            assertThat(disk.resolve("report.json")).hasContent("small");
            try (Stream<Path> left = Files.list(disk)) {
                assertThat(left).hasSize(1);
            }
        } finally {
            run("umount", disk.toString());
        }
    }

    @Test
    void aFileSystemWithoutOwnersOrAtomicRenamesIsNoReasonToThrow() throws IOException {
        URI zip = URI.create("jar:" + folder.resolve("some.zip").toUri());
        try (FileSystem other = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
            assertThat(other.supportedFileAttributeViews()).doesNotContain("posix");

            new ReportFile("/report.json", 4711, lines::add, other).write("new");

            try (Stream<Path> left = Files.list(other.getPath("/"))) {
                assertThat(left.map(Path::toString)).allMatch(p -> p.equals("/report.json"));
            }
        }
    }

    private ReportFile file(String name) {
        return new ReportFile(folder.resolve(name).toString(), 4711, lines::add);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    }
}
