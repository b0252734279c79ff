// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli;

import io.parkwatch.cli.jvm.Failure;
import io.parkwatch.cli.watch.Terminal;
import io.parkwatch.finding.Role;
import io.parkwatch.text.Printable;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Starts the command line. Results go to standard output, everything else to standard error. */
public final class Main {
    private static final String PID_PREFIX = "Invalid value for positional parameter at index 0 (pid): ";

    private Main() {}

    /** Runs a command of the jar that runs, which is also the agent, and ends the JVM with the contract's exit code. */
    public static void main(String[] arguments, File jar) {
        Charset charset = Charset.defaultCharset();
        PrintWriter out = new PrintWriter(new FileOutputStream(FileDescriptor.out), false, charset);
        PrintWriter err = new PrintWriter(new FileOutputStream(FileDescriptor.err), true, charset);
        int code = run(arguments, jar.toPath().toAbsolutePath().normalize(), out, err);
        if (out.checkError()) {
            err.println("parkwatch: standard output could not be written: its disk is full, or its reader has gone");
            boolean hasFailed = code != 0 && code != ReportPrinter.STUCK && code != ReportPrinter.UNSEEN;
            code = hasFailed ? code : 1;
        }
        System.exit(code);
    }

    static int run(String[] arguments, Path jar, PrintWriter out, PrintWriter err) {
        CommandLine line = commandLine(new Parkwatch(jar, new Messages(err, Terminal.is(Terminal.ERROR))));
        line.setOut(out).setErr(err);
        line.setExecutionExceptionHandler((failure, where, parsed) -> failed(failure, err));
        if (arguments.length == 0) {
            line.usage(err);
            return 2;
        }
        int code = line.execute(arguments);
        out.flush();
        return code;
    }

    /** Returns all commands. They write to the streams of this JVM until others are set. */
    static CommandLine commandLine(Parkwatch parkwatch) {
        CommandLine line = new CommandLine(parkwatch)
                .addSubcommand(new ListCommand())
                .addSubcommand(new AttachCommand())
                .addSubcommand(new ReportCommand())
                .addSubcommand(new ProveCommand())
                .addSubcommand(new WatchCommand())
                .addSubcommand(new DetachCommand())
                .addSubcommand(new CompletionCommand());
        line.getSubcommands().values().forEach(command -> Arguments.describe(command.getCommandSpec()));
        line.registerConverter(long.class, Main::pid);
        line.registerConverter(Duration.class, ReportCommand::duration);
        line.registerConverter(Role.class, ReportCommand::role);
        line.setParameterExceptionHandler(Main::wrongUse);
        return line;
    }

    private static int wrongUse(ParameterException e, String[] arguments) {
        CommandLine where = e.getCommandLine();
        where.getErr()
                .println("parkwatch: " + Printable.line(problem(e)) + "; see "
                        + where.getCommandSpec().qualifiedName() + " --help");
        return 2;
    }

    private static String problem(ParameterException e) {
        if (!(e instanceof UnmatchedArgumentException unmatched)
                || unmatched.getUnmatched().isEmpty()) {
            return String.valueOf(e.getMessage()).replace(PID_PREFIX, "");
        }
        boolean hasCommands = e.getCommandLine().getParent() == null;
        String kind = unmatched.isUnknownOption()
                ? "unknown option "
                : hasCommands ? "unknown command " : "one argument too many: ";
        List<String> close = unmatched.getSuggestions();
        return kind
                + unmatched.getUnmatched().get(0)
                + (close.isEmpty() ? "" : " (do you mean " + String.join(" or ", close) + "?)");
    }

    private static long pid(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("no process id: " + text + " (`list` shows those of the JVMs)");
        }
    }

    private static int failed(Exception e, PrintWriter err) {
        if (e instanceof Failure failure) {
            err.println("parkwatch: " + Printable.line(failure.getMessage()));
            return failure.exitCode();
        }
        err.println("parkwatch: this command failed: " + Printable.line(e.toString()));
        return 1;
    }

    @Command(
            name = "completion",
            versionProvider = Version.class,
            description = "Prints a completion script for bash and zsh. To use it: alias parkwatch='java -jar"
                    + " /opt/parkwatch.jar'; source <(parkwatch completion)")
    private static final class CompletionCommand extends GenerateCompletion {}
}
