// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.weave;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.finding.Role;
import io.parkwatch.own.OwnTypes;
import io.parkwatch.own.UserChannel;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Classes are defined here as a loader defines them: its file is shown first, then the class. */
class DefinitionsTest {
    private static final String PIPE = "com.acme.Pipe";

    private final List<String> woven = new ArrayList<>();
    private final Definitions definitions = new Definitions(
            Set.of("com.acme.lib.Channel"),
            new OwnClasses(new OwnTypes(List.of(new UserChannel(PIPE, "send", Role.SENDER)))),
            new Definitions.To() {
                @Override
                public void defined(Class<?> type) {
                    woven.add(type.getName());
                }

                @Override
                public void failed(String className, Throwable cause) {
                    throw new AssertionError(className, cause);
                }
            });

    @Test
    void aChannelOfALibraryIsWovenAsItIsDefined() throws Exception {
        define("com.acme.lib.Channel", true);
        define("com.acme.lib.Other", true);

        assertThat(woven).containsExactly("com.acme.lib.Channel");
    }

    @Test
    void aLoaderThatGivesNoNameIsReadByTheFile() throws Exception {
        define("com.acme.lib.Channel", false);
        define(PIPE, false);
        define("com.acme.Other", false);

        assertThat(woven).containsExactly("com.acme.lib.Channel", PIPE);
    }

    @Test
    void aChannelOfTheProgramsOwnIsKnownByItsFileAndWhoOnlyUsesItIsNot() throws Exception {
        define(PIPE, true);
        define("com.acme.Shop", bytes("com.acme.Shop", "L" + PIPE.replace('.', '/') + ";"), true);

        assertThat(woven).containsExactly(PIPE);
    }

    @Test
    void aFileInMemoryThatIsNotTheHeapsIsReadAndStaysUnread() {
        byte[] bytes = bytes(PIPE, null);
        ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();

        definitions.accept(PIPE, direct);
        definitions.accept(defined(PIPE, bytes), null);

        assertThat(direct.remaining()).isEqualTo(bytes.length);
        assertThat(woven).containsExactly(PIPE);
    }

    @Test
    void whatIsNoClassFileIsLeftToTheJvm() {
        definitions.accept(null, null);
        definitions.accept(PIPE, null);
        definitions.accept(null, new byte[] {1, 2, 3});
        definitions.accept(Object.class, null);

        assertThat(woven).isEmpty();
    }

    private void define(String name, boolean named) throws Exception {
        define(name, bytes(name, null), named);
    }

    private void define(String name, byte[] bytes, boolean named) {
        definitions.accept(named ? name : null, bytes);
        definitions.accept(defined(name, bytes), null);
    }

    private static Class<?> defined(String name, byte[] bytes) {
        return new ClassLoader(null) {
            Class<?> define() {
                return defineClass(name, bytes, 0, bytes.length);
            }
        }.define();
    }

    /** {@code uses}: the descriptor of a type that its one method takes. */
    private static byte[] bytes(String name, @Nullable String uses) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name.replace('.', '/'), null, "java/lang/Object", null);
        MethodVisitor method = writer.visitMethod(
                Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "send", "(" + (uses == null ? "" : uses) + ")V", null, null);
        method.visitCode();
        if (uses != null) {
            String type = uses.substring(1, uses.length() - 1);
            method.visitTypeInsn(Opcodes.NEW, type);
            method.visitInsn(Opcodes.POP);
        }
        method.visitInsn(Opcodes.RETURN);
        method.visitMaxs(1, 1);
        method.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }
}
