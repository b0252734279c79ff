// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.weave;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.custom.CustomTypes;
import io.parkwatch.families.AllFamilies;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The hook that stands in the middle of a method. */
class EnqueueHookTest {
    private static final String CHANNEL = "clojure/core/async/impl/channels/ManyToManyChannel";

    @Test
    void aChannelIsToldOfJustAfterItsWaiterIsInItsList() {
        Weaver weaver = new Weaver(17, false, false, true, new CustomTypes(List.of()), AllFamilies.points());
        ClassLoader loader = ClassLoader.getPlatformClassLoader();

        byte[] woven = weaver.transform(loader, CHANNEL, channel(1));

        assertThat(calls(Objects.requireNonNull(woven)))
                .containsExactly(
                        "resumes",
                        "getFirst",
                        "add",
                        "suspends",
                        "size",
                        "resumes",
                        "getFirst",
                        "add",
                        "suspends",
                        "size",
                        "resumes",
                        "getFirst",
                        "add",
                        "size");
        assertThat(weaver.unknown).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void aChannelThatHasAnotherNumberOfSuchPlacesIsLeftAsItIs(int adds) {
        Weaver weaver = new Weaver(17, false, false, true, new CustomTypes(List.of()), AllFamilies.points());

        assertThat(weaver.transform(ClassLoader.getPlatformClassLoader(), CHANNEL, channel(adds)))
                .isNull();
        assertThat(weaver.unknown).containsExactly("core.async");
    }

    /** Each method of the class reads a list, adds to it so often with a value left on the stack, and counts it. */
    private static byte[] channel(int adds) {
        String list = "java/util/LinkedList";
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V1_8, Opcodes.ACC_PUBLIC, CHANNEL, null, "java/lang/Object", null);
        String one = "Ljava/lang/Object;";
        for (String method : List.of("put_BANG_(" + one + one, "take_BANG_(" + one, "close_BANG_(")) {
            String name = method.substring(0, method.indexOf('('));
            String type = method.substring(name.length()) + ")" + one;
            MethodVisitor code = writer.visitMethod(Opcodes.ACC_PUBLIC, name, type, null, null);
            code.visitCode();
            code.visitVarInsn(Opcodes.ALOAD, 1);
            code.visitTypeInsn(Opcodes.CHECKCAST, list);
            code.visitInsn(Opcodes.DUP);
            code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, list, "getFirst", "()Ljava/lang/Object;", false);
            code.visitInsn(Opcodes.POP);
            for (int i = 0; i < adds; i++) {
                code.visitInsn(Opcodes.DUP);
                code.visitInsn(Opcodes.ACONST_NULL);
                code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, list, "add", "(Ljava/lang/Object;)Z", false);
                code.visitInsn(Opcodes.POP);
            }
            code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, list, "size", "()I", false);
            code.visitInsn(Opcodes.POP);
            code.visitInsn(Opcodes.ACONST_NULL);
            code.visitInsn(Opcodes.ARETURN);
            code.visitMaxs(3, 3);
            code.visitEnd();
        }
        writer.visitEnd();
        return writer.toByteArray();
    }

    /** Returns the calls of all methods of a class, in order. */
    private static List<String> calls(byte[] bytes) {
        List<String> calls = new ArrayList<>();
        new ClassReader(bytes)
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access,
                                    String name,
                                    String descriptor,
                                    @Nullable String signature,
                                    String @Nullable [] exceptions) {
                                return new MethodVisitor(Opcodes.ASM9) {
                                    @Override
                                    public void visitMethodInsn(
                                            int opcode, String owner, String called, String type, boolean isInterface) {
                                        calls.add(called);
                                    }
                                };
                            }
                        },
                        0);
        return calls;
    }
}
