// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.proofs;

import io.parkwatch.detect.Classification;
import io.parkwatch.finding.Role;
import io.parkwatch.finding.Snapshot.ProofRun;
import io.parkwatch.finding.Totals;
import io.parkwatch.look.waits.Books;
import io.parkwatch.look.waits.Evidence;
import io.parkwatch.proof.Prover;
import io.parkwatch.proof.StandingProof;
import io.parkwatch.proof.Tracking;
import io.parkwatch.proof.Verdicts;
import io.parkwatch.support.Stderr;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs the proofs of the garbage collector about old waits, on request or always. For the watcher's thread, except for
 * {@link #ask}.
 */
public final class Proofs {
    private final Evidence evidence;
    private final Books books;
    private final @Nullable Tracking tracking;
    private final boolean always;
    private final Map<Role, Long> leakedEver = Totals.none();
    private @Nullable ProofSuspects suspects;
    private @Nullable Prover prover;
    private @Nullable StandingProof standing;
    private @Nullable ProofRun last;
    private volatile String doing = "";
    private volatile int asked;
    private volatile int answered;

    /** @param always whether to use the program's own collections without a request */
    public Proofs(Evidence evidence, Books books, boolean always) {
        this.evidence = evidence;
        this.books = books;
        this.tracking = evidence.threads().virtual;
        this.always = always;
    }

    /** Requests a proof as soon as possible. May be called from any thread. */
    public synchronized void ask() {
        asked++;
    }

    public boolean isAsked() {
        return asked != answered;
    }

    /** Returns how many requests have been answered. */
    public int ended() {
        return answered;
    }

    /** Describes the current proof for people; empty if there is none. */
    public String doing() {
        return doing;
    }

    /** Returns the last proof; null if there was none. */
    public @Nullable ProofRun last() {
        return last;
    }

    /** Returns the number of waits that were ever proved, by role. */
    public Map<Role, Long> leakedEver() {
        return new EnumMap<>(leakedEver);
    }

    /**
     * Runs a proof, and lets {@code show} look at its outcome before the request counts as answered. The previous look
     * was the last that saw the threads that are tried.
     */
    public void run(Runnable show) {
        int wanted = asked;
        try {
            doing = "looking for what can be tried";
            last = new ProofRun(evidence.dates().instant(), problem());
            show.run();
        } finally {
            doing = "";
            answered = wanted;
        }
    }

    /** Answers all requests with a failure, so that nobody keeps waiting. */
    public void fail(String why) {
        if (isAsked()) {
            last = new ProofRun(evidence.dates().instant(), why);
            answered = asked;
        }
    }

    private @Nullable String problem() {
        try {
            if (tracking == null) {
                judge(Verdicts.none(null));
                return "this Java has no virtual threads";
            }
            end();
            if (prover == null) {
                prover = new Prover(tracking, evidence.time(), text -> doing = text);
            }
            Verdicts verdicts = prover.prove(suspects());
            judge(verdicts);
            return problem(verdicts);
        } catch (Throwable t) {
            Stderr.line("a proof failed: " + t);
            return "the proof failed: " + t;
        }
    }

    private static @Nullable String problem(Verdicts verdicts) {
        return verdicts.problem() == null ? null : verdicts.problem().word();
    }

    private ProofSuspects suspects() {
        ProofSuspects all = suspects == null ? new ProofSuspects(evidence.threads(), books) : suspects;
        suspects = all;
        return all;
    }

    private void judge(Verdicts verdicts) {
        for (Classification.Stuck leaked : suspects().judge(verdicts)) {
            leakedEver.merge(leaked.operation().role(), 1L, Long::sum);
        }
    }

    /** Advances the standing proof, if it is on. Called after each look. */
    public void step() {
        if (!always || tracking == null) {
            return;
        }
        try {
            if (standing == null) {
                standing = new StandingProof(tracking, evidence.time());
            }
            Verdicts verdicts = standing.step(suspects());
            if (verdicts != null) {
                judge(verdicts);
                String problem = problem(verdicts);
                if (problem != null) {
                    Stderr.line("proof=on: nothing can be proved in this JVM: " + problem);
                }
                last = new ProofRun(evidence.dates().instant(), problem);
            }
        } catch (Throwable t) {
            Stderr.line("a proof failed: " + t);
        }
    }

    /** Puts back the threads that are out. */
    public void end() {
        if (standing != null) {
            standing.end();
        }
    }

    /** Visits the threads that a look does not find: those that are out, and those that the JDK no longer lists. */
    public void forEachOutside(StandingProof.Visitor out, Consumer<Thread> stray) {
        if (suspects != null) {
            suspects.forEachStray(stray);
        }
        if (standing != null) {
            standing.forEachOut(out);
        }
    }
}
