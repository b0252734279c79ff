// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.weave;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.custom.CustomTypes;
import io.parkwatch.custom.UserChannel;
import io.parkwatch.families.AllFamilies;
import io.parkwatch.finding.Role;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DefinitionsTest {
    private static final String JOX = "com.softwaremill.jox.Channel";
    private static final String PIPE = "com.acme.Pipe";

    private final Weaver weaver = new Weaver(
            Runtime.version().feature(),
            false,
            false,
            true,
            new CustomTypes(List.of(new UserChannel(PIPE, "send", Role.SENDER))),
            AllFamilies.points());
    private final Definitions definitions = new Definitions(weaver);

    @Test
    void aChannelOfALibraryIsWovenBeforeItIsDefined() {
        assertThat(isWoven(JOX, bytes(JOX, null))).isTrue();
        assertThat(isWoven("com.softwaremill.jox.Other", bytes("com.softwaremill.jox.Other", null)))
                .isFalse();
    }

    @Test
    void aLoaderThatGivesNoNameIsReadByTheFile() {
        assertThat(isWoven(null, bytes(JOX, null))).isTrue();
        assertThat(isWoven(null, bytes(PIPE, null))).isTrue();
        assertThat(isWoven(null, bytes("com.acme.Other", null))).isFalse();
    }

    @Test
    void aChannelOfTheProgramsOwnIsKnownByItsFileAndWhoOnlyUsesItIsNot() {
        assertThat(isWoven(PIPE, bytes(PIPE, null))).isTrue();
        assertThat(isWoven("com.acme.Shop", bytes("com.acme.Shop", "L" + PIPE.replace('.', '/') + ";")))
                .isFalse();
    }

    @Test
    void noMethodOfTheThreadThatLoadsIsCalled() throws InterruptedException {
        AtomicBoolean woven = new AtomicBoolean();
        Thread odd = new Thread(() -> woven.set(isWoven(JOX, bytes(JOX, null)))) {
            @Override
            public int hashCode() {
                throw new IllegalStateException("asked for its hash code");
            }
        };

        odd.start();
        odd.join();

        assertThat(woven).isTrue();
    }

    @Test
    void whatIsWovenIsNotWovenAgain() {
        byte[] once = (byte[]) apply(PIPE, bytes(PIPE, null));

        assertThat(apply(PIPE, once)).isSameAs(once);
    }

    @Test
    void aBufferOutsideOfTheHeapIsReadAndStaysUnread() {
        byte[] bytes = bytes(PIPE, null);
        ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
        ByteBuffer heap = ByteBuffer.wrap(bytes);

        ByteBuffer woven = (ByteBuffer) apply(PIPE, direct);

        assertThat(direct.remaining()).isEqualTo(bytes.length);
        byte[] now = new byte[woven.remaining()];
        woven.get(now);
        assertThat(weaver.isWoven(now)).isTrue();
        assertThat(apply(PIPE, heap)).as("it comes again, as an array").isSameAs(heap);
    }

    /** Whatever the length, only the JVM rejects the file. */
    @Test
    void aFileThatIsCutOffIsLeftToTheJvm() {
        byte[] whole = bytes(PIPE, null);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);

            assertThat(apply(PIPE, cut)).isSameAs(cut);
            assertThat(apply(null, cut)).isSameAs(cut);
        }
        assertThat(weaver.failed).isEmpty();
    }

    @Test
    void whatIsNoClassFileIsLeftToTheJvm() {
        byte[] none = {1, 2, 3};
        byte[] empty = {};

        assertThat(apply(null, none)).isSameAs(none);
        assertThat(apply(PIPE, none)).isSameAs(none);
        assertThat(apply(JOX, empty)).isSameAs(empty);
        assertThat(apply(null, "neither")).isEqualTo("neither");
    }

    @Test
    void whatIsTakenOutAgainRunsWithoutTheHub() throws Exception {
        byte[] woven = (byte[]) apply(PIPE, bytes(PIPE, null));
        byte[] stripped = Weaving.strip(woven);

        assertThat(weaver.isWoven(stripped)).isFalse();
        new ClassLoader(null) {
            Class<?> define() {
                return defineClass(PIPE, stripped, 0, stripped.length);
            }
        }.define().getMethod("send").invoke(null);
    }

    private boolean isWoven(@Nullable String name, byte[] file) {
        Object defined = apply(name, file);
        assertThat(defined == file).isEqualTo(!weaver.isWoven((byte[]) defined));
        return defined != file;
    }

    /** {@code uses} is the descriptor of a type that the only method takes; null for none. */
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
        MethodVisitor constructor = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
        constructor.visitCode();
        constructor.visitVarInsn(Opcodes.ALOAD, 0);
        constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        constructor.visitInsn(Opcodes.RETURN);
        constructor.visitMaxs(1, 1);
        constructor.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }

    private Object apply(@Nullable String name, Object file) {
        return definitions.apply(new Object[] {name, null}, file);
    }
}
