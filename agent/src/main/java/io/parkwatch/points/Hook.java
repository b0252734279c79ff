// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.points;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** The code woven into a method: at most two values pushed, and a call. Without a branch no frames need computing. */
public enum Hook {
    /** At entry of a method of a virtual thread: the thread begins a wait. */
    PARK_THIS(Where.ENTRY, What.ID_OF_THIS, "park", "(J)V"),
    /** At entry of a method that makes the current thread wait. */
    PARK_CURRENT(Where.ENTRY, What.ID_OF_CURRENT, "park", "(J)V"),
    /** At entry of {@code start}: a thread starts. */
    STARTED(Where.ENTRY, What.THIS, "started", Hook.ONE),
    /** At entry of a thread container's {@code onStart(Thread)}: a thread starts. */
    STARTED_IN(Where.ENTRY, What.FIRST, "started", Hook.ONE),
    /** At exit of the constructor of a platform thread's own holder: the thread is being constructed. */
    HELD(Where.EXIT, What.THIS, "started", Hook.ONE),
    /** At every exit of a constructor that does not call another one of its class: a channel was constructed. */
    MADE(Where.EXIT, What.THIS, "made", Hook.ONE),
    /** As {@link #MADE}, for a lock. */
    MADE_LOCK(Where.EXIT, What.THIS, "madeLock", Hook.ONE),
    /** At entry of a method of a channel: a waiter without a thread begins to wait on it. */
    SUSPENDS(Where.ENTRY, What.THIS, "suspends", Hook.ONE),
    /** Just after the only {@code LinkedList.add} of a channel's method, which adds such a waiter to its list. */
    ENQUEUES(Where.ADD, What.THIS, "suspends", Hook.ONE),
    /** At entry of a method that resumes such a waiter, or of a method of its channel. */
    RESUMES(Where.ENTRY, What.THIS, "resumes", Hook.ONE),
    /** At entry of a named method of one of the program's own channel types. */
    ENTERS(Where.ENTRY, What.CURRENT, "enters", Hook.ONE),
    /** After each slice of a reader's wait in a pipe, and where an exception ends the wait. */
    SLICED_READ(Where.SLICES, What.THIS_AND_TRUE, "sliced", Hook.SLICED),
    /** As {@link #SLICED_READ}, for a writer. */
    SLICED_WRITE(Where.SLICES, What.THIS_AND_FALSE, "sliced", Hook.SLICED),
    /** At entry of a coroutine's {@code start(how, receiver, block)}. */
    BEGINS(Where.ENTRY, What.THIS_AND_THIRD, "begins", "(Ljava/lang/Object;Ljava/lang/Object;)V"),
    /** At entry of the initializer of {@code VirtualThread}: the program is about to create its first. */
    FIRST_VIRTUAL(Where.ENTRY, What.NOTHING, "virtual", "()V"),
    /** At entry of {@code ClassLoader.defineClass(name, file, from, length, ...)}: the hook may replace the file. */
    FILE(Where.DEFINITION, What.NOTHING, "file", "(Ljava/lang/Object;[BIILjava/lang/Object;)[B"),
    /** At entry of {@code ClassLoader.defineClass(name, buffer, ...)}. */
    BUFFER(
            Where.DEFINITION,
            What.NOTHING,
            "buffer",
            "(Ljava/lang/Object;Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;");

    /** Internal name of the class that the woven code calls. */
    public static final String HUB = "java/util/concurrent/locks/ParkwatchHub";

    private static final String ONE = "(Ljava/lang/Object;)V";
    private static final String SLICED = "(Ljava/lang/Object;Z)V";
    private static final String THREAD = "java/lang/Thread";

    /** Stack slots that {@link #call} adds: a thread id takes two. */
    public static final int STACK = 2;

    /** Stack slots that {@link #define} needs. */
    public static final int DEFINING = 6;

    /** A position in the method. */
    public enum Where {
        ENTRY,
        /** At each normal return of a constructor. */
        EXIT,
        /** After the only {@code LinkedList.add}. */
        ADD,
        /** At the beginning, where the results of the hook replace the method's arguments. */
        DEFINITION,
        /** After each {@code wait(long)}, and before each {@code throw}. */
        SLICES
    }

    private enum What {
        NOTHING,
        THIS,
        FIRST,
        CURRENT,
        ID_OF_THIS,
        ID_OF_CURRENT,
        THIS_AND_TRUE,
        THIS_AND_FALSE,
        THIS_AND_THIRD
    }

    public final Where where;

    private final What what;
    private final String method;
    private final String descriptor;

    Hook(Where where, What what, String method, String descriptor) {
        this.where = where;
        this.what = what;
        this.method = method;
        this.descriptor = descriptor;
    }

    /** Replaces the arguments of {@code defineClass} at its entry: a file by three calls, as there is no branch. */
    public void define(MethodVisitor mv) {
        if (this == BUFFER) {
            mv.visitVarInsn(Opcodes.ALOAD, 1);
            mv.visitVarInsn(Opcodes.ALOAD, 2);
            mv.visitVarInsn(Opcodes.ALOAD, 3);
            mv.visitMethodInsn(Opcodes.INVOKESTATIC, HUB, method, descriptor, false);
            mv.visitTypeInsn(Opcodes.CHECKCAST, "java/nio/ByteBuffer");
            mv.visitVarInsn(Opcodes.ASTORE, 2);
            return;
        }
        mv.visitVarInsn(Opcodes.ALOAD, 2); // the original file
        mv.visitVarInsn(Opcodes.ALOAD, 1);
        mv.visitVarInsn(Opcodes.ALOAD, 2);
        mv.visitVarInsn(Opcodes.ILOAD, 3);
        mv.visitVarInsn(Opcodes.ILOAD, 4);
        mv.visitVarInsn(Opcodes.ALOAD, 5);
        mv.visitMethodInsn(Opcodes.INVOKESTATIC, HUB, method, descriptor, false);
        mv.visitVarInsn(Opcodes.ASTORE, 2);
        mv.visitInsn(Opcodes.DUP);
        mv.visitVarInsn(Opcodes.ALOAD, 2);
        mv.visitVarInsn(Opcodes.ILOAD, 3);
        mv.visitMethodInsn(Opcodes.INVOKESTATIC, HUB, "from", "(Ljava/lang/Object;Ljava/lang/Object;I)I", false);
        mv.visitVarInsn(Opcodes.ISTORE, 3);
        mv.visitVarInsn(Opcodes.ALOAD, 2);
        mv.visitVarInsn(Opcodes.ILOAD, 4);
        mv.visitMethodInsn(Opcodes.INVOKESTATIC, HUB, "length", "(Ljava/lang/Object;[BI)I", false);
        mv.visitVarInsn(Opcodes.ISTORE, 4);
    }

    public void call(MethodVisitor mv) {
        // No switch: it would be one more class to load at the start of every program.
        if (what == What.CURRENT || what == What.ID_OF_CURRENT) {
            mv.visitMethodInsn(Opcodes.INVOKESTATIC, THREAD, "currentThread", "()Ljava/lang/Thread;", false);
        } else if (what != What.NOTHING) {
            mv.visitVarInsn(Opcodes.ALOAD, what == What.FIRST ? 1 : 0);
        }
        if (what == What.ID_OF_THIS || what == What.ID_OF_CURRENT) {
            mv.visitMethodInsn(Opcodes.INVOKEVIRTUAL, THREAD, "threadId", "()J", false);
        } else if (what == What.THIS_AND_TRUE || what == What.THIS_AND_FALSE) {
            mv.visitInsn(what == What.THIS_AND_TRUE ? Opcodes.ICONST_1 : Opcodes.ICONST_0);
        } else if (what == What.THIS_AND_THIRD) {
            mv.visitVarInsn(Opcodes.ALOAD, 3);
        }
        mv.visitMethodInsn(Opcodes.INVOKESTATIC, HUB, method, descriptor, false);
    }

    /** Emits the call before each {@code throw} of a method with slices: the thread no longer waits there. */
    public static void left(MethodVisitor mv) {
        mv.visitInsn(Opcodes.ACONST_NULL);
        mv.visitInsn(Opcodes.ICONST_1);
        mv.visitMethodInsn(Opcodes.INVOKESTATIC, HUB, "sliced", SLICED, false);
    }
}
