// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.weave;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * What is woven into a method: at most two things onto the stack and a call, without a branch, so that no frames need
 * computing.
 */
enum Hook {
    /** At entry of a method of a virtual thread: it begins a wait. */
    PARK_THIS(Where.ENTRY, What.ID_OF_THIS, "park", "(J)V"),
    /** At entry of a method that makes the current thread wait. */
    PARK_CURRENT(Where.ENTRY, What.ID_OF_CURRENT, "park", "(J)V"),
    /** At entry of {@code start}: a thread is born. */
    STARTED(Where.ENTRY, What.THIS, "started", Hook.ONE),
    /** At entry of a thread container's {@code onStart(Thread)}: a thread is born. */
    STARTED_IN(Where.ENTRY, What.FIRST, "started", Hook.ONE),
    /** At exit of the constructor of the object that a platform thread has to itself: the thread is being made. */
    HELD(Where.EXIT, What.THIS, "started", Hook.ONE),
    /** At every exit of a constructor that does not pass on to another of its class: a channel is born. */
    MADE(Where.EXIT, What.THIS, "made", Hook.ONE),
    /** The same of a lock. */
    MADE_LOCK(Where.EXIT, What.THIS, "madeLock", Hook.ONE),
    /** At entry of a method of a channel: what holds no thread begins to wait on it. */
    SUSPENDS(Where.ENTRY, What.THIS, "suspends", Hook.ONE),
    /**
     * Just after the one {@code LinkedList.add} of a channel's method, which puts a waiter into its list: what holds no
     * thread begins to wait on it.
     */
    ENQUEUES(Where.ADD, What.THIS, "suspends", Hook.ONE),
    /** At entry of a method by which it goes on, or of a method of its channel. */
    RESUMES(Where.ENTRY, What.THIS, "resumes", Hook.ONE),
    /** At entry of a named method of a channel type of the program's own. */
    ENTERS(Where.ENTRY, What.CURRENT, "enters", Hook.ONE),
    /** After each slice of a reader's wait in a pipe, and where an exception ends it. */
    SLICED_READ(Where.SLICES, What.THIS_AND_TRUE, "sliced", Hook.SLICED),
    /** The same of a writer's. */
    SLICED_WRITE(Where.SLICES, What.THIS_AND_FALSE, "sliced", Hook.SLICED),
    /** At entry of a coroutine's {@code start(how, receiver, block)}. */
    BEGINS(Where.ENTRY, What.THIS_AND_THIRD, "begins", "(Ljava/lang/Object;Ljava/lang/Object;)V"),
    /** At entry of the initializer of virtual threads' own class: the program comes to its first one. */
    FIRST_VIRTUAL(Where.ENTRY, What.NOTHING, "virtual", "()V"),
    /** At entry of a class loader's {@code defineClass(name, file, from, length, ...)}: what it defines. */
    FILE(Where.DEFINITION, What.NOTHING, "file", "(Ljava/lang/Object;[BIILjava/lang/Object;)[B"),
    /** At entry of its {@code defineClass(name, buffer, ...)}. */
    BUFFER(
            Where.DEFINITION,
            What.NOTHING,
            "buffer",
            "(Ljava/lang/Object;Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;");

    private static final String ONE = "(Ljava/lang/Object;)V";
    private static final String SLICED = "(Ljava/lang/Object;Z)V";
    private static final String THREAD = "java/lang/Thread";

    /** Stack slots that {@link #call} needs on top of what is there: a thread id takes two. */
    static final int STACK = 2;

    /** The same of {@link #define}. */
    static final int DEFINING = 6;

    /** Where in the method it stands. */
    enum Where {
        /** At its beginning. */
        ENTRY,
        /** Where a constructor ends well. */
        EXIT,
        /** After its one {@code LinkedList.add}. */
        ADD,
        /** At its beginning, and what it gives takes the place of the method's own arguments. */
        DEFINITION,
        /** After each {@code wait(long)}, and before each {@code throw}. */
        SLICES
    }

    /** What it hands over. */
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

    /** Where in the method it stands. */
    final Where where;

    private final What what;
    private final String method;
    private final String descriptor;

    Hook(Where where, What what, String method, String descriptor) {
        this.where = where;
        this.what = what;
        this.method = method;
        this.descriptor = descriptor;
    }

    /** Before anything of {@code defineClass}: its arguments are replaced. Without a branch, so by three calls. */
    void define(MethodVisitor mv) {
        if (this == BUFFER) {
            mv.visitVarInsn(Opcodes.ALOAD, 1);
            mv.visitVarInsn(Opcodes.ALOAD, 2);
            mv.visitVarInsn(Opcodes.ALOAD, 3);
            mv.visitMethodInsn(Opcodes.INVOKESTATIC, HubHome.INTERNAL_NAME, method, descriptor, false);
            mv.visitTypeInsn(Opcodes.CHECKCAST, "java/nio/ByteBuffer");
            mv.visitVarInsn(Opcodes.ASTORE, 2);
            return;
        }
        mv.visitVarInsn(Opcodes.ALOAD, 2); // as it was
        mv.visitVarInsn(Opcodes.ALOAD, 1);
        mv.visitVarInsn(Opcodes.ALOAD, 2);
        mv.visitVarInsn(Opcodes.ILOAD, 3);
        mv.visitVarInsn(Opcodes.ILOAD, 4);
        mv.visitVarInsn(Opcodes.ALOAD, 5);
        mv.visitMethodInsn(Opcodes.INVOKESTATIC, HubHome.INTERNAL_NAME, method, descriptor, false);
        mv.visitVarInsn(Opcodes.ASTORE, 2);
        mv.visitInsn(Opcodes.DUP);
        mv.visitVarInsn(Opcodes.ALOAD, 2);
        mv.visitVarInsn(Opcodes.ILOAD, 3);
        mv.visitMethodInsn(
                Opcodes.INVOKESTATIC, HubHome.INTERNAL_NAME, "from", "(Ljava/lang/Object;Ljava/lang/Object;I)I", false);
        mv.visitVarInsn(Opcodes.ISTORE, 3);
        mv.visitVarInsn(Opcodes.ALOAD, 2);
        mv.visitVarInsn(Opcodes.ILOAD, 4);
        mv.visitMethodInsn(Opcodes.INVOKESTATIC, HubHome.INTERNAL_NAME, "length", "(Ljava/lang/Object;[BI)I", false);
        mv.visitVarInsn(Opcodes.ISTORE, 4);
    }

    void call(MethodVisitor mv) {
        // No switch: at the start of every program it would be a class more to load.
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
        mv.visitMethodInsn(Opcodes.INVOKESTATIC, HubHome.INTERNAL_NAME, method, descriptor, false);
    }

    /** Before each {@code throw} of a method with slices: the thread waits there no more. */
    static void left(MethodVisitor mv) {
        mv.visitInsn(Opcodes.ACONST_NULL);
        mv.visitInsn(Opcodes.ICONST_1);
        mv.visitMethodInsn(Opcodes.INVOKESTATIC, HubHome.INTERNAL_NAME, "sliced", SLICED, false);
    }
}
