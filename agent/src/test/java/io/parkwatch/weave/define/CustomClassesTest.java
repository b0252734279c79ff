// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.weave.define;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.custom.CustomField;
import io.parkwatch.custom.CustomTypes;
import io.parkwatch.custom.UserChannel;
import io.parkwatch.finding.Role;
import io.parkwatch.points.HookPoint;
import java.util.List;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CustomClassesTest {
    private static final String OBJECT = "java/lang/Object";

    private final CustomTypes types = new CustomTypes(List.of(
            new UserChannel("com.acme.Pipe", "send", Role.SENDER),
            new UserChannel("com.acme.Line", "push", Role.SENDER)));
    private final CustomClasses own = new CustomClasses(types);

    @Test
    void aNamedClassIsWovenAndASubclassEndsInItsConstructor() {
        assertThat(woven("com/acme/Pipe", OBJECT)).containsExactly("com/acme/Pipe.<init> MADE");
        assertThat(woven("com/acme/LoudPipe", "com/acme/Pipe")).isEmpty();
        assertThat(types.all()).contains("com.acme.LoudPipe");
    }

    @Test
    void whatImplementsANamedInterfaceIsWovenByWayOfAnotherInterfaceToo() {
        assertThat(woven("com/acme/Ring", OBJECT, "com/acme/Line")).containsExactly("com/acme/Ring.<init> MADE");
        assertThat(points("com/acme/Duplex", Opcodes.ACC_INTERFACE, OBJECT, null, "com/acme/Line"))
                .isEmpty();
        assertThat(woven("com/acme/Both", OBJECT, "com/acme/Duplex")).containsExactly("com/acme/Both.<init> MADE");
    }

    @Test
    void whatOnlyUsesANamedTypeOrIsTheJdksIsLeftAlone() {
        assertThat(points("com/acme/Shop", 0, OBJECT, "Lcom/acme/Pipe;")).isEmpty();
        assertThat(woven("java/util/Shop", "com/acme/Pipe")).isEmpty();
        assertThat(types.all()).doesNotContain("com.acme.Shop", "java.util.Shop");
    }

    @Test
    void aNamedTypeOfTheJdksStandsForItselfAlone() {
        CustomClasses jdks =
                new CustomClasses(new CustomTypes(List.of(new UserChannel("java.lang.Runnable", "run", Role.SENDER))));

        assertThat(jdks.points("com/acme/Job", bytes("com/acme/Job", 0, OBJECT, null, "java/lang/Runnable")))
                .isEmpty();
    }

    @Test
    void anAnnotatedMethodNamesItsClassAndTheOptionIsRightWhereItSaysOtherwise() {
        assertThat(points("com/acme/Box", 0, OBJECT, "Lio/parkwatch/annotations/Receives;"))
                .hasSize(1);
        points("com/acme/Pipe", 0, OBJECT, "Lio/parkwatch/annotations/Receives;");

        assertThat(types.role("com.acme.Box", "send")).isEqualTo(Role.RECEIVER);
        assertThat(types.role("com.acme.Pipe", "send")).isEqualTo(Role.SENDER);
        assertThat(woven("com/acme/SafeBox", "com/acme/Box")).isEmpty();
        assertThat(types.all()).contains("com.acme.SafeBox");
    }

    @Test
    void fieldsThatAThreadMayWaitOnAreRemembered() {
        woven("com/acme/Pipe", OBJECT);

        assertThat(types.fields("com.acme.Pipe"))
                .containsExactly(
                        new CustomField("lock", "java.util.concurrent.locks.ReentrantLock"),
                        new CustomField("monitor", "java.lang.Object"),
                        new CustomField("items", "java.util.Deque"));
    }

    @Test
    void bytesThatAreNoClassAreLeftToTheJvm() {
        byte[] cut = bytes("com/acme/Pipe", 0, OBJECT, null);

        assertThat(own.points("com/acme/Pipe", new byte[] {1, 2, 3})).isEmpty();
        assertThat(own.points("com/acme/Pipe", java.util.Arrays.copyOf(cut, 12)))
                .isEmpty();
        assertThat(own.points("com/acme/Pipe", new byte[100])).isEmpty();
    }

    @Test
    void namedMethodsWithCodeAreWovenAlsoWhereASubclassOverridesThem() {
        assertThat(own.points("com/acme/LoudPipe", sending("com/acme/LoudPipe", "com/acme/Pipe")))
                .extracting(HookPoint::name)
                .containsExactly("com/acme/LoudPipe.send ENTERS");
        assertThat(own.points("com/acme/Shop", sending("com/acme/Shop", OBJECT)))
                .isEmpty();
    }

    private static byte[] sending(String name, String parent) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, 0, name, null, parent, null);
        for (String method : new String[] {"send", "close"}) {
            MethodVisitor code = writer.visitMethod(0, method, "()V", null, null);
            code.visitCode();
            code.visitInsn(Opcodes.RETURN);
            code.visitMaxs(0, 1);
            code.visitEnd();
        }
        writer.visitEnd();
        return writer.toByteArray();
    }

    private List<String> woven(String name, String parent, String... interfaces) {
        return points(name, 0, parent, null, interfaces);
    }

    private List<String> points(
            String name, int access, String parent, @Nullable String annotation, String... interfaces) {
        return own.points(name, bytes(name, access, parent, annotation, interfaces)).stream()
                .map(HookPoint::name)
                .toList();
    }

    private static byte[] bytes(
            String name, int access, String parent, @Nullable String annotation, String... interfaces) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, access | Opcodes.ACC_ABSTRACT, name, null, parent, interfaces);
        writer.visitField(0, "lock", "Ljava/util/concurrent/locks/ReentrantLock;", null, null);
        writer.visitField(Opcodes.ACC_STATIC, "all", "Ljava/util/concurrent/locks/ReentrantLock;", null, null);
        writer.visitField(Opcodes.ACC_FINAL, "monitor", "Ljava/lang/Object;", null, null);
        writer.visitField(Opcodes.ACC_FINAL, "items", "Ljava/util/Deque;", null, null);
        writer.visitField(0, "item", "Ljava/lang/Object;", null, null);
        writer.visitField(Opcodes.ACC_FINAL, "name", "Ljava/lang/String;", null, null);
        MethodVisitor method = writer.visitMethod(Opcodes.ACC_ABSTRACT, "send", "()V", null, null);
        if (annotation != null) {
            method.visitAnnotation(annotation, true).visitEnd();
        }
        method.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }
}
