// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.attach;

import io.parkwatch.it.run.Scene;
import java.util.Properties;
import java.util.concurrent.SynchronousQueue;

/** Answers with a text of its own in place of an agent, or gives a stuck sender a hostile name for a real agent. */
final class Hostile {
    /** A title, a cleared screen, a C1 control, reversed text, a false line end. */
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

    /** Escapes the name for JSON. */
    private static String escaped() {
        StringBuilder text = new StringBuilder();
        NAME.chars().forEach(c -> text.append(c < ' ' ? String.format("\\u%04x", c) : "" + (char) c));
        return text.toString();
    }
}
