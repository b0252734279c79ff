// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.weave;

import java.lang.instrument.ClassFileTransformer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.security.ProtectionDomain;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@code ThreadInfo} read the ids of threads, as from 19 on. Before, it calls {@code getId} of its thread and of
 * the owner of the wanted lock, which the program may override to throw or never return.
 */
final class ThreadIds implements ClassFileTransformer {
    private static final String INFO = "java/lang/management/ThreadInfo";
    private static final String UNSAFE = "jdk/internal/misc/Unsafe";

    private final long offset = offset();
    private boolean calls;
    private volatile @Nullable Throwable why = new IllegalStateException("it was not shown");

    /** Returns the offset of the id in a {@code Thread}. */
    private static long offset() {
        try {
            Class<?> unsafe = Class.forName(UNSAFE.replace('/', '.'));
            Lookup lookup = MethodHandles.privateLookupIn(unsafe, MethodHandles.lookup());
            Object the = lookup.findStatic(unsafe, "getUnsafe", MethodType.methodType(unsafe))
                    .invoke();
            return (long) lookup.findVirtual(
                            unsafe, "objectFieldOffset", MethodType.methodType(long.class, Class.class, String.class))
                    .invoke(the, Thread.class, "tid");
        } catch (Error e) {
            throw e; // out of memory: the next look tries again
        } catch (Throwable t) {
            throw new IllegalStateException("the JVM does not tell where a thread has its id", t);
        }
    }

    /** Returns why it still calls an overridable method; null if it does not. */
    @Nullable
    Throwable why() {
        return why;
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String className,
            @Nullable Class<?> type,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        if (loader != null || !INFO.equals(className)) {
            return null;
        }
        try {
            byte[] reading = reading(bytes);
            why = null;
            return reading;
        } catch (Throwable t) {
            why = t;
            return null;
        }
    }

    private byte[] reading(byte[] bytes) {
        ClassReader reader = new ClassReader(bytes);
        byte[] rewritten = Weaving.rewrite(reader, new ClassWriter(reader, 0), Reading::new);
        if (!calls) {
            throw new IllegalStateException("it has no call of getId");
        }
        return rewritten;
    }

    private final class Reading extends MethodVisitor {
        /** Unsafe and an offset, above the thread. */
        private static final int STACK = 3;

        Reading(MethodVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            if (!owner.equals("java/lang/Thread") || !name.equals("getId")) {
                super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
                return;
            }
            calls = true;
            super.visitMethodInsn(Opcodes.INVOKESTATIC, UNSAFE, "getUnsafe", "()L" + UNSAFE + ';', false);
            visitInsn(Opcodes.SWAP);
            visitLdcInsn(offset);
            super.visitMethodInsn(Opcodes.INVOKEVIRTUAL, UNSAFE, "getLong", "(Ljava/lang/Object;J)J", false);
        }

        @Override
        public void visitMaxs(int maxStack, int maxLocals) {
            super.visitMaxs(maxStack + STACK, maxLocals);
        }
    }
}
