// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.waits;

import io.parkwatch.it.run.Scene;

/**
 * A sender whose letters nothing takes, and a receiver that never learns that its letters have ended; or, with
 * {@code repaired}, the same without leaks.
 */
final class Mailboxes {
    private static final String CLOSED = "closed";

    private final Scene scene = new Scene();
    private final boolean repaired;

    private Mailboxes(boolean repaired) {
        this.repaired = repaired;
    }

    public static void main(String[] args) throws Exception {
        Mailboxes program = new Mailboxes(args.length > 0);
        program.forgottenSender();
        program.abandonedReceiver();
        program.scene.play();
    }

    private void forgottenSender() {
        SlowMailbox answers = new SlowMailbox(repaired ? 2 : 1);
        Thread thread = scene.thread(() -> {
            answers.put("first");
            answers.put("second");
        });
        thread.start();
    }

    private void abandonedReceiver() throws InterruptedException {
        SlowMailbox orders = new SlowMailbox(16);
        Thread thread = scene.thread(() -> {
            String order = orders.take();
            while (!order.equals(CLOSED)) {
                order = orders.take();
            }
        });
        thread.start();
        orders.put("one");
        if (repaired) {
            orders.put(CLOSED);
        }
    }
}
