// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.weave;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;

/** Tests which methods get a hook that names their channel as they park. */
class CustomParksTest {
    @Test
    void methodsOfInstancesThatParkWithoutABlockerDo() throws Exception {
        String file = Gate.class.getName().replace('.', '/') + ".class";
        try (var bytes = Gate.class.getClassLoader().getResourceAsStream(file)) {
            assertThat(CustomParks.methods(new ClassReader(bytes)))
                    .containsExactly("rest(J)V", "restUntil(IJ)V", "take()V");
        }
    }

    @Test
    void whatKeepsSomethingElseWhereItsChannelWasIsLeftAlone() {
        assertThat(parking(code -> {})).containsExactly("take(Ljava/lang/Object;)V");
        assertThat(parking(code -> {
                    code.visitVarInsn(Opcodes.ALOAD, 1);
                    code.visitVarInsn(Opcodes.ASTORE, 0);
                }))
                .isEmpty();
    }

    @Test
    void whatForgetsItsChannelIsLeftAlone() {
        assertThat(parking(code -> frame(code, Opcodes.TOP))).isEmpty();
        assertThat(parking(code -> frame(code, "Gate"))).containsExactly("take(Ljava/lang/Object;)V");
    }

    private static void frame(MethodVisitor code, Object first) {
        Label here = new Label();
        code.visitInsn(Opcodes.ICONST_0);
        code.visitJumpInsn(Opcodes.IFEQ, here);
        code.visitLabel(here);
        code.visitFrame(Opcodes.F_FULL, 2, new Object[] {first, "java/lang/Object"}, 0, new Object[0]);
    }

    private static Set<String> parking(Consumer<MethodVisitor> before) {
        ClassWriter gate = new ClassWriter(0);
        gate.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "Gate", null, "java/lang/Object", null);
        MethodVisitor code = gate.visitMethod(Opcodes.ACC_PUBLIC, "take", "(Ljava/lang/Object;)V", null, null);
        code.visitCode();
        before.accept(code);
        code.visitMethodInsn(Opcodes.INVOKESTATIC, "java/util/concurrent/locks/LockSupport", "park", "()V", false);
        code.visitInsn(Opcodes.RETURN);
        code.visitMaxs(1, 2);
        code.visitEnd();
        gate.visitEnd();
        return CustomParks.methods(new ClassReader(gate.toByteArray()));
    }

    static final class Gate {
        Gate() {
            LockSupport.park();
        }

        void take() {
            LockSupport.park();
        }

        void rest(long nanos) {
            LockSupport.parkNanos(nanos);
        }

        void restUntil(int times, long deadline) {
            for (int i = 0; i < times; i++) {
                LockSupport.parkUntil(deadline);
            }
        }

        void takeNamed() {
            LockSupport.park(this);
        }

        void go(Thread to) {
            LockSupport.unpark(to);
        }

        static void sleep() {
            LockSupport.park();
        }
    }
}
