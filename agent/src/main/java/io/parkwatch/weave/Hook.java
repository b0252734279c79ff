// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.weave;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** What is woven into a method: at most two instructions and a call, without a branch, so that no frames need computing. */
enum Hook {
    /** At entry of a method of a virtual thread: it begins a wait. */
    PARK_THIS {
        @Override
        void call(MethodVisitor mv) {
            mv.visitVarInsn(Opcodes.ALOAD, 0);
            parkWithIdOnStack(mv);
        }
    },
    /** At entry of a method that makes the current thread wait. */
    PARK_CURRENT {
        @Override
        void call(MethodVisitor mv) {
            mv.visitMethodInsn(
                    Opcodes.INVOKESTATIC, "java/lang/Thread", "currentThread", "()Ljava/lang/Thread;", false);
            parkWithIdOnStack(mv);
        }
    },
    /** At entry of {@code start}: a thread is born. */
    STARTED {
        @Override
        void call(MethodVisitor mv) {
            mv.visitVarInsn(Opcodes.ALOAD, 0);
            mv.visitMethodInsn(Opcodes.INVOKESTATIC, HubHome.INTERNAL_NAME, "started", "(Ljava/lang/Object;)V", false);
        }
    },
    /** At entry of a thread container's {@code onStart(Thread)}: a thread is born. */
    STARTED_IN {
        @Override
        void call(MethodVisitor mv) {
            mv.visitVarInsn(Opcodes.ALOAD, 1);
            mv.visitMethodInsn(Opcodes.INVOKESTATIC, HubHome.INTERNAL_NAME, "started", "(Ljava/lang/Object;)V", false);
        }
    },
    /** At exit of the constructor of the object that a platform thread has to itself: the thread is being made. */
    HELD {
        @Override
        void call(MethodVisitor mv) {
            STARTED.call(mv);
        }

        @Override
        boolean atExit() {
            return true;
        }
    },
    /** At every exit of a constructor that does not pass on to another of its class: a channel is born. */
    MADE {
        @Override
        void call(MethodVisitor mv) {
            mv.visitVarInsn(Opcodes.ALOAD, 0);
            mv.visitMethodInsn(Opcodes.INVOKESTATIC, HubHome.INTERNAL_NAME, "made", "(Ljava/lang/Object;)V", false);
        }

        @Override
        boolean atExit() {
            return true;
        }
    },
    /** At entry of a method of a channel: what holds no thread begins to wait on it. */
    SUSPENDS {
        @Override
        void call(MethodVisitor mv) {
            mv.visitVarInsn(Opcodes.ALOAD, 0);
            mv.visitMethodInsn(Opcodes.INVOKESTATIC, HubHome.INTERNAL_NAME, "suspends", "(Ljava/lang/Object;)V", false);
        }
    },
    /** Just after the one {@code LinkedList.add} of a channel's method, which puts a waiter into its list: what holds no thread begins to wait on it. */
    ENQUEUES {
        @Override
        void call(MethodVisitor mv) {
            SUSPENDS.call(mv);
        }
    },
    /** At entry of a named method of a channel type of the program's own. */
    ENTERS {
        @Override
        void call(MethodVisitor mv) {
            mv.visitMethodInsn(
                    Opcodes.INVOKESTATIC, "java/lang/Thread", "currentThread", "()Ljava/lang/Thread;", false);
            mv.visitMethodInsn(Opcodes.INVOKESTATIC, HubHome.INTERNAL_NAME, "enters", "(Ljava/lang/Object;)V", false);
        }
    },
    /** After each slice of a reader's wait in a pipe, and where an exception ends it. */
    SLICED_READ {
        @Override
        void call(MethodVisitor mv) {
            mv.visitVarInsn(Opcodes.ALOAD, 0);
            sliced(mv, true);
        }

        @Override
        boolean inSlices() {
            return true;
        }
    },
    /** The same of a writer's. */
    SLICED_WRITE {
        @Override
        void call(MethodVisitor mv) {
            mv.visitVarInsn(Opcodes.ALOAD, 0);
            sliced(mv, false);
        }

        @Override
        boolean inSlices() {
            return true;
        }
    },
    /** At entry of a coroutine's {@code start(how, receiver, block)}. */
    BEGINS {
        @Override
        void call(MethodVisitor mv) {
            mv.visitVarInsn(Opcodes.ALOAD, 0);
            mv.visitVarInsn(Opcodes.ALOAD, 3);
            mv.visitMethodInsn(
                    Opcodes.INVOKESTATIC,
                    HubHome.INTERNAL_NAME,
                    "begins",
                    "(Ljava/lang/Object;Ljava/lang/Object;)V",
                    false);
        }
    };

    /** Stack slots that {@link #call} needs on top of what is there: a thread id takes two. */
    static final int STACK = 2;

    abstract void call(MethodVisitor mv);

    /** Of a constructor that ends well; else at the entry of a method. */
    boolean atExit() {
        return false;
    }

    /** After each {@code wait(long)} of a method; else at its entry. */
    boolean inSlices() {
        return false;
    }

    /** Before each {@code throw} of such a method: the thread waits there no more. */
    static void left(MethodVisitor mv) {
        mv.visitInsn(Opcodes.ACONST_NULL);
        sliced(mv, true);
    }

    private static void sliced(MethodVisitor mv, boolean reads) {
        mv.visitInsn(reads ? Opcodes.ICONST_1 : Opcodes.ICONST_0);
        mv.visitMethodInsn(Opcodes.INVOKESTATIC, HubHome.INTERNAL_NAME, "sliced", "(Ljava/lang/Object;Z)V", false);
    }

    private static void parkWithIdOnStack(MethodVisitor mv) {
        mv.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/Thread", "threadId", "()J", false);
        mv.visitMethodInsn(Opcodes.INVOKESTATIC, HubHome.INTERNAL_NAME, "park", "(J)V", false);
    }
}
