// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.junit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A file of fingerprints that are known, one a line with its sentence: they fail no test. */
final class Baseline {
    private static final Pattern LINE = Pattern.compile("[0-9a-f]{16}( .*)?");

    private final @Nullable Path file;
    private final boolean writes;
    private final Map<String, String> known = new TreeMap<>();
    private final Map<String, String> seen = new ConcurrentHashMap<>();

    private Baseline(@Nullable Path file, boolean writes) {
        this.file = file;
        this.writes = writes;
    }

    /** Reads the file that the parameters name; throws with a sentence if it can't be used. */
    static Baseline of(ExtensionContext context) throws IOException {
        Path file = Settings.parameter(context, "baseline").map(Path::of).orElse(null);
        boolean writes = Settings.word(context, "baseline.write", "false", List.of("true", "false"))
                .equals("true");
        Baseline read = new Baseline(file, file != null && writes);
        if (file == null || (writes && !Files.exists(file))) {
            return read;
        }
        if (!Files.isRegularFile(file)) {
            throw new IOException("there is no file " + file + " (parkwatch.baseline);"
                    + " -Dparkwatch.baseline.write=true makes it");
        }
        for (String line : Files.readAllLines(file)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                if (!LINE.matcher(line).matches()) {
                    throw new IOException(file + " (parkwatch.baseline) has a line that does not begin with a"
                            + " fingerprint: " + line);
                }
                read.known.put(line.substring(0, 16), line.substring(16).strip());
            }
        }
        return read;
    }

    /** Reports whether this one fails nothing. */
    boolean allows(Leak leak) {
        String fingerprint = leak.thread().fingerprint().orElse("");
        if (file == null || fingerprint.isEmpty()) {
            return false;
        }
        String sentence = leak.finding().map(finding -> finding.summary()).orElse("");
        seen.put(fingerprint, sentence + ", at " + leak.thread().waitsAt());
        return writes || known.containsKey(fingerprint);
    }

    /** Writes the file, or tells which of its lines were not met. */
    void close() {
        if (file == null) {
            return;
        }
        if (!writes) {
            Set<String> gone = new TreeSet<>(known.keySet());
            gone.removeAll(seen.keySet());
            if (!gone.isEmpty()) {
                System.err.println("parkwatch: not seen any more, of " + file + ": " + String.join(", ", gone));
            }
            return;
        }
        List<String> lines = new ArrayList<>();
        known.putAll(seen);
        known.forEach((fingerprint, sentence) -> lines.add((fingerprint + " " + sentence).strip()));
        try {
            Files.write(file, lines);
            System.err.println("parkwatch: wrote " + lines.size() + " fingerprint(s) to " + file);
        } catch (IOException e) {
            throw new IllegalStateException("parkwatch: cannot write " + file + ": " + e, e);
        }
    }
}
