// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.weave.define;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.custom.CustomField;
import io.parkwatch.custom.CustomTypes;
import io.parkwatch.custom.UserChannel;
import io.parkwatch.finding.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.List;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupertypesTest {
    private static final String SENDS = "Lio/parkwatch/annotations/Sends;";

    @TempDir
    Path folder;

    /** Contains one type from the option, so that the program is known to have custom types. */
    private final CustomTypes types = new CustomTypes(List.of(new UserChannel("com.acme.Named", "send", Role.SENDER)));

    private final Supertypes supers = new Supertypes(types, new CustomClasses(types));

    @Test
    void anAnnotatedInterfaceIsKnownBeforeTheClassThatImplementsIt() throws IOException {
        write("com/acme/Pipe", SENDS);

        supers.read(here(), type("com/acme/MailPipe", null, "com/acme/Pipe"));

        assertThat(types.role("com.acme.Pipe", "send")).isEqualTo(Role.SENDER);
    }

    @Test
    void oneThatExtendsANamedOneIsKnownHoweverFarBelow() throws IOException {
        write("com/acme/Wide", null, "com/acme/Narrow");
        write("com/acme/Narrow", null, "com/acme/Named");

        supers.read(here(), type("com/acme/MailPipe", null, "com/acme/Wide"));

        assertThat(types.all()).contains("com.acme.Wide", "com.acme.Narrow");
    }

    @Test
    void theLocksOfASuperclassAreKnownThoughItIsNoChannel() throws IOException {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "com/acme/Chest", null, "java/lang/Object", null);
        writer.visitField(Opcodes.ACC_PRIVATE, "lock", "Ljava/util/concurrent/locks/ReentrantLock;", null, null);
        writer.visitEnd();
        Files.createDirectories(folder.resolve("com/acme"));
        Files.write(folder.resolve("com/acme/Chest.class"), writer.toByteArray());

        supers.read(here(), type("com/acme/OakChest", null, "com/acme/Chest"));

        assertThat(types.fields("com.acme.Chest")).extracting(CustomField::name).containsExactly("lock");
        assertThat(types.all()).containsExactly("com.acme.Named");
    }

    @Test
    void whatExtendsItselfIsLeftToTheJvm() throws IOException {
        write("com/acme/Wide", null, "com/acme/Narrow");
        write("com/acme/Narrow", null, "com/acme/Wide");

        supers.read(here(), type("com/acme/MailPipe", null, "com/acme/Wide"));

        assertThat(types.all()).containsExactly("com.acme.Named");
    }

    @Test
    void whatLiesElsewhereOrIsNoClassIsLeftOut() throws IOException {
        Files.createDirectories(folder.resolve("com/acme"));
        Files.writeString(folder.resolve("com/acme/Text.class"), "text");

        supers.read(here(), type("com/acme/MailPipe", null, "com/acme/Text", "com/acme/Gone", "java/lang/Runnable"));
        supers.read(null, type("com/acme/MailPipe", null, "com/acme/Pipe"));
        supers.read(new ProtectionDomain(null, null), type("com/acme/MailPipe", null, "com/acme/Pipe"));
        supers.read(here(), new byte[] {1, 2, 3});

        assertThat(types.all()).containsExactly("com.acme.Named");
    }

    @Test
    void nothingIsReadInAProgramThatNamesNone() throws IOException {
        write("com/acme/Pipe", SENDS);
        CustomTypes none = new CustomTypes(List.of());

        new Supertypes(none, new CustomClasses(none)).read(here(), type("com/acme/MailPipe", null, "com/acme/Pipe"));

        assertThat(none.all()).isEmpty();
    }

    private ProtectionDomain here() throws IOException {
        return new ProtectionDomain(new CodeSource(folder.toUri().toURL(), (Certificate[]) null), null);
    }

    private void write(String name, @Nullable String annotation, String... interfaces) throws IOException {
        Path file = folder.resolve(name + ".class");
        Files.createDirectories(file.getParent());
        Files.write(file, type(name, annotation, interfaces));
    }

    private static byte[] type(String name, @Nullable String annotation, String... interfaces) {
        ClassWriter writer = new ClassWriter(0);
        int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT | Opcodes.ACC_INTERFACE;
        writer.visit(Opcodes.V17, access, name, null, "java/lang/Object", interfaces);
        MethodVisitor send = writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT, "send", "()V", null, null);
        if (annotation != null) {
            send.visitAnnotation(annotation, false).visitEnd();
        }
        send.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }
}
