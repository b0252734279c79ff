// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parkwatch.sample.shop.Shop;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "sample-app",
        version = "sample-app of Parkwatch",
        mixinStandardHelpOptions = true,
        description = {
            "Runs a small shop with one known leak per role until it is killed, or one scenario; several at once, each "
                    + "with options of its own.",
            "A scenario prints 'ready' once all is in place. It then reads standard input: 'release' wakes its "
                    + "stuck threads and prints 'released', 'exit' ends the program. A repaired twin prints 'ended' "
                    + "when its threads have ended.",
        })
final class Main implements Callable<Integer> {
    private final BufferedReader in;
    private final PrintWriter out;

    @ArgGroup(exclusive = false, multiplicity = "0..*")
    private List<Selection> selections = new ArrayList<>();

    @Option(names = "--list", description = "List the scenarios and end")
    private boolean list;

    private Main(InputStream in, PrintWriter out) {
        this.in = new BufferedReader(new InputStreamReader(in, UTF_8));
        this.out = out;
    }

    public static void main(String[] args) {
        System.exit(run(
                System.in, new PrintWriter(System.out, true, UTF_8), new PrintWriter(System.err, true, UTF_8), args));
    }

    static int run(InputStream in, PrintWriter out, PrintWriter err, String... args) {
        return new CommandLine(new Main(in, out)).setOut(out).setErr(err).execute(args);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (list) {
            Scenarios.ALL.forEach(scenario -> out.printf("%-20s%s%n", scenario.name(), scenario.story()));
        } else if (selections.isEmpty()) {
            Shop shop = new Shop();
            shop.start();
            out.println("ready");
            shop.awaitStop();
        } else {
            new Session(in, out).run(selections);
        }
        return CommandLine.ExitCode.OK;
    }
}
