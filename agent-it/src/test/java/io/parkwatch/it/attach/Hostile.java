// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.attach;

import io.parkwatch.it.run.Scene;
import java.util.Properties;
import java.util.concurrent.SynchronousQueue;

/**
 * Answers in the place of an agent, with a text of its own; and a stuck sender whose name is as bad, for a real one.
 */
final class Hostile {
    /** A title, a cleared screen, C1, a turned direction, a line that is none. */
    static final String NAME = "\u001b]0;owned\u0007\u001b[2J\u009b31m\u202e\u2028fake\r";

    private Hostile() {}

    public static void main(String[] args) throws Exception {
        Scene scene = new Scene();
        if (args.length > 0) {
            Properties told = (Properties) Class.forName("jdk.internal.vm.VMSupport")
                    .getMethod("getAgentProperties")
                    .invoke(null);
            told.setProperty("parkwatch", args[0].replace("{name}", escaped()));
        }
        SynchronousQueue<String> queue = new SynchronousQueue<>();
        Thread thread = scene.thread(() -> queue.put("a"));
        thread.setName(NAME);
        thread.start();
        scene.play();
    }

    /** For JSON. */
    private static String escaped() {
        StringBuilder text = new StringBuilder();
        NAME.chars().forEach(c -> text.append(c < ' ' ? String.format("\\u%04x", c) : "" + (char) c));
        return text.toString();
    }
}
