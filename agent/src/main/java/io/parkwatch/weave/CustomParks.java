// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.weave;

import java.util.Set;
import java.util.TreeSet;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Makes a channel's method park with the channel as its blocker where it parks without one: {@code LockSupport.park()}
 * becomes {@code park(this)}, which the JDK recommends for tools like this one.
 */
final class CustomParks extends MethodVisitor {
    private static final String LOCK_SUPPORT = "java/util/concurrent/locks/LockSupport";
    private static final String FOR_EVER = "()V";
    private static final String FOR_A_TIME = "(J)V";

    /** The blocker, and a copy to move it below a time. */
    private static final int STACK = 2;

    CustomParks(MethodVisitor next) {
        super(Opcodes.ASM9, next);
    }

    private static boolean parks(String owner, String name, String descriptor) {
        boolean park = name.equals("park") && descriptor.equals(FOR_EVER);
        return owner.equals(LOCK_SUPPORT) && (park || (name.startsWith("park") && descriptor.equals(FOR_A_TIME)));
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
        if (!parks(owner, name, descriptor)) {
            super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
            return;
        }
        super.visitVarInsn(Opcodes.ALOAD, 0);
        if (descriptor.equals(FOR_A_TIME)) {
            super.visitInsn(Opcodes.DUP_X2);
            super.visitInsn(Opcodes.POP);
        }
        super.visitMethodInsn(opcode, owner, name, "(Ljava/lang/Object;" + descriptor.substring(1), isInterface);
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
        super.visitMaxs(maxStack + STACK, maxLocals);
    }

    /** Returns the methods that park without a blocker and keep the channel in their first local throughout. */
    static Set<String> methods(ClassReader reader) {
        Set<String> methods = new TreeSet<>();
        reader.accept(
                new ClassVisitor(Opcodes.ASM9) {
                    @Override
                    public @Nullable MethodVisitor visitMethod(
                            int access,
                            String name,
                            String descriptor,
                            @Nullable String signature,
                            String @Nullable [] exceptions) {
                        boolean has = (access & Opcodes.ACC_STATIC) == 0 && !name.equals("<init>");
                        return has ? new Reading(name + descriptor, methods) : null;
                    }
                },
                ClassReader.SKIP_DEBUG | ClassReader.EXPAND_FRAMES);
        return methods;
    }

    private static final class Reading extends MethodVisitor {
        private final String method;
        private final Set<String> methods;
        private boolean parks;
        private boolean loses;

        Reading(String method, Set<String> methods) {
            super(Opcodes.ASM9);
            this.method = method;
            this.methods = methods;
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            parks |= parks(owner, name, descriptor);
        }

        @Override
        public void visitVarInsn(int opcode, int local) {
            loses |= local == 0 && opcode >= Opcodes.ISTORE && opcode <= Opcodes.ASTORE;
        }

        @Override
        public void visitFrame(
                int type, int locals, Object @Nullable [] local, int stack, Object @Nullable [] onStack) {
            // A frame gives a class as its name, and a value that is not an object as a number.
            loses |= local == null || locals == 0 || !(local[0] instanceof String);
        }

        @Override
        public void visitJumpInsn(int opcode, Label label) {
            loses |= opcode == Opcodes.JSR;
        }

        @Override
        public void visitEnd() {
            if (parks && !loses) {
                methods.add(method);
            }
        }
    }
}
