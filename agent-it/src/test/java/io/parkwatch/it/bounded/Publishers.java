// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.bounded;

import io.parkwatch.it.run.Scene;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;

/** Submits more items than a subscriber requests. */
final class Publishers {
    private final Scene scene = new Scene();

    public static void main(String[] args) throws Exception {
        Publishers program = new Publishers();
        program.submit();
        program.offer();
        program.scene.play();
    }

    private SubmissionPublisher<String> unread() {
        SubmissionPublisher<String> publisher = new SubmissionPublisher<>(Runnable::run, 2);
        publisher.subscribe(new Idler());
        return publisher;
    }

    private void submit() {
        SubmissionPublisher<String> publisher = unread();
        Thread thread = scene.thread(() -> {
            for (int i = 0; i < 4; i++) {
                publisher.submit("a");
            }
        });
        thread.start();
    }

    private void offer() {
        SubmissionPublisher<String> publisher = unread();
        Thread thread = scene.thread(() -> {
            for (int i = 0; i < 4; i++) {
                publisher.offer("a", 1, TimeUnit.HOURS, null);
            }
        });
        thread.start();
    }

    /** A subscriber that never requests an item. */
    private final class Idler implements Flow.Subscriber<String> {
        /** Cancels on release, since an interrupt does not end a submit. */
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            scene.onRelease(subscription::cancel);
        }

        @Override
        public void onNext(String item) {}

        @Override
        public void onError(Throwable cause) {}

        @Override
        public void onComplete() {}
    }
}
