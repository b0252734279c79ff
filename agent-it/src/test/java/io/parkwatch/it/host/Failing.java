// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.host;

import io.parkwatch.it.run.Launch;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/** Makes an agent jar in which each of the agent's own classes calls the {@link Trigger} before it allocates. */
final class Failing {
    private static final String HOME = "inst/";
    private static final String TRIGGER = Trigger.class.getName().replace('.', '/');

    private Failing() {}

    static Path jar(Path to) throws IOException {
        try (JarFile from = new JarFile(Launch.agentJar().toFile());
                OutputStream file = Files.newOutputStream(to);
                JarOutputStream out = new JarOutputStream(file)) {
            for (JarEntry entry : from.stream().toList()) {
                try (InputStream in = from.getInputStream(entry)) {
                    byte[] bytes = in.readAllBytes();
                    out.putNextEntry(new ZipEntry(entry.getName()));
                    out.write(isChanged(entry.getName()) ? changed(bytes) : bytes);
                }
            }
            out.putNextEntry(new ZipEntry(HOME + TRIGGER + ".class"));
            try (InputStream in = Trigger.class.getResourceAsStream("Trigger.class")) {
                out.write(Objects.requireNonNull(in).readAllBytes());
            }
        }
        return to;
    }

    /** The hub is excluded, since it belongs to the JDK and sees no class of the agent. */
    private static boolean isChanged(String name) {
        return name.startsWith(HOME + "io/parkwatch/")
                && name.endsWith(".class")
                && !name.startsWith(HOME + "io/parkwatch/cli/")
                && !name.startsWith(HOME + "io/parkwatch/hook/");
    }

    /** Returns the agent's classes that have a static initializer, without those of the command line and the hub. */
    static List<String> initializers() throws IOException {
        List<String> found = new ArrayList<>();
        try (JarFile jar = new JarFile(Launch.agentJar().toFile())) {
            for (JarEntry entry :
                    jar.stream().filter(e -> isChanged(e.getName())).toList()) {
                try (InputStream in = jar.getInputStream(entry)) {
                    ClassReader reader = new ClassReader(in.readAllBytes());
                    reader.accept(
                            new ClassVisitor(Opcodes.ASM9) {
                                @Override
                                public @Nullable MethodVisitor visitMethod(
                                        int access,
                                        String name,
                                        String descriptor,
                                        @Nullable String signature,
                                        String @Nullable [] thrown) {
                                    if (name.equals("<clinit>")) {
                                        found.add(reader.getClassName());
                                    }
                                    return null;
                                }
                            },
                            ClassReader.SKIP_CODE);
                }
            }
        }
        return found;
    }

    private static byte[] changed(byte[] bytes) {
        ClassReader reader = new ClassReader(bytes);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access,
                            String name,
                            String descriptor,
                            @Nullable String signature,
                            String @Nullable [] thrown) {
                        MethodVisitor to = super.visitMethod(access, name, descriptor, signature, thrown);
                        return new Asking(to, reader.getClassName() + '.' + name);
                    }
                },
                0);
        return writer.toByteArray();
    }

    private static final class Asking extends MethodVisitor {
        private final String method;
        private int sites;

        Asking(MethodVisitor to, String method) {
            super(Opcodes.ASM9, to);
            this.method = method;
        }

        private void ask() {
            visitLdcInsn(method + ' ' + ++sites);
            visitMethodInsn(Opcodes.INVOKESTATIC, TRIGGER, "pull", "(Ljava/lang/String;)V", false);
        }

        /**
         * Adds the call after a {@code new}, since frames identify an uninitialized object by the position of its
         * {@code new}.
         */
        @Override
        public void visitTypeInsn(int opcode, String type) {
            super.visitTypeInsn(opcode, type);
            if (opcode == Opcodes.NEW || opcode == Opcodes.ANEWARRAY) {
                ask();
            }
        }

        @Override
        public void visitIntInsn(int opcode, int operand) {
            if (opcode == Opcodes.NEWARRAY) {
                ask();
            }
            super.visitIntInsn(opcode, operand);
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            ask();
            super.visitInvokeDynamicInsn(name, descriptor, bootstrap, arguments);
        }
    }
}
