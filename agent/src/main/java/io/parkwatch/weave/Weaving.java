// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.weave;

import io.parkwatch.points.Hook;
import io.parkwatch.points.HookPoint;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/** Puts hooks into the bytes of one class, and takes them out. */
final class Weaving extends ClassVisitor {
    private final List<HookPoint> wanted;
    private final Set<String> found;
    private final Set<String> naming;

    private Weaving(ClassWriter writer, List<HookPoint> wanted, Set<String> found, Set<String> naming) {
        super(Opcodes.ASM9, writer);
        this.wanted = wanted;
        this.found = found;
        this.naming = naming;
    }

    /**
     * Weaves the wanted points into a class.
     *
     * @param found receives the names of the points that the class has
     * @param own whether it is a channel of the program's own, whose methods park with it as their blocker
     */
    static byte[] weave(byte[] bytes, List<HookPoint> wanted, Set<String> found, boolean own) {
        ClassReader reader = new ClassReader(bytes);
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(new Weaving(writer, wanted, found, own ? CustomParks.methods(reader) : Set.of()), 0);
        return writer.toByteArray();
    }

    /** Returns a class without the calls of its hooks; their arguments are popped instead. */
    static byte[] strip(byte[] bytes) {
        // With a pool of its own, which does not have the hub's name.
        return rewrite(new ClassReader(bytes), new ClassWriter(0), Stripping::new);
    }

    /** Passes every method of a class through a visitor. */
    static byte[] rewrite(ClassReader reader, ClassWriter writer, UnaryOperator<MethodVisitor> visitor) {
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access,
                            String name,
                            String descriptor,
                            @Nullable String signature,
                            String @Nullable [] exceptions) {
                        return visitor.apply(super.visitMethod(access, name, descriptor, signature, exceptions));
                    }
                },
                0);
        return writer.toByteArray();
    }

    private static final class Stripping extends MethodVisitor {
        Stripping(MethodVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            if (!owner.equals(Hook.HUB)) {
                super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
                return;
            }
            Type[] given = Type.getArgumentTypes(descriptor);
            for (int i = given.length - 1; i >= 0; i--) {
                visitInsn(given[i].getSize() == 2 ? Opcodes.POP2 : Opcodes.POP);
            }
        }
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
            int access, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
        if (naming.contains(name + descriptor)) {
            next = new CustomParks(next);
        }
        for (HookPoint point : wanted) {
            boolean named = point.method().equals(name)
                    && (point.descriptor() == null || point.descriptor().equals(descriptor));
            if (named && (access & (Opcodes.ACC_NATIVE | Opcodes.ACC_ABSTRACT)) == 0) {
                next = new Hooked(next, point, found);
            }
        }
        return next;
    }

    /** Calls a hook at its position in one method. */
    private static final class Hooked extends MethodVisitor {
        private final HookPoint point;
        private final Hook hook;
        private final Hook.Where where;
        private final Set<String> found;

        /** Objects of the class that were created and are not constructed yet. */
        private int news;

        /** Whether this is a constructor that calls another one of its class. */
        private boolean passesOn;

        private int adds;

        Hooked(MethodVisitor next, HookPoint point, Set<String> found) {
            super(Opcodes.ASM9, next);
            this.point = point;
            this.hook = point.hook();
            this.where = hook.where;
            this.found = found;
        }

        @Override
        public void visitCode() {
            super.visitCode();
            if (where == Hook.Where.ENTRY) {
                hook.call(mv);
            } else if (where == Hook.Where.DEFINITION) {
                hook.define(mv);
            }
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            if (opcode == Opcodes.NEW && type.equals(point.owner())) {
                news++;
            }
            super.visitTypeInsn(opcode, type);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            if (opcode == Opcodes.INVOKESPECIAL && name.equals("<init>") && owner.equals(point.owner()) && --news < 0) {
                passesOn = true;
            }
            super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
            if (where == Hook.Where.SLICES && name.equals("wait") && descriptor.equals("(J)V")) {
                hook.call(mv);
            } else if (where == Hook.Where.ADD
                    && owner.equals("java/util/LinkedList")
                    && name.equals("add")
                    && descriptor.equals("(Ljava/lang/Object;)Z")) {
                adds++;
                hook.call(mv);
            }
        }

        @Override
        public void visitInsn(int opcode) {
            if (where == Hook.Where.EXIT && opcode == Opcodes.RETURN && !passesOn) {
                hook.call(mv);
            } else if (where == Hook.Where.SLICES && opcode == Opcodes.ATHROW) {
                Hook.left(mv);
            }
            super.visitInsn(opcode);
        }

        @Override
        public void visitMaxs(int maxStack, int maxLocals) {
            int needed = where == Hook.Where.DEFINITION ? Hook.DEFINING : Hook.STACK;
            boolean atEntry = where == Hook.Where.DEFINITION || where == Hook.Where.ENTRY;
            super.visitMaxs(atEntry ? Math.max(maxStack, needed) : maxStack + needed, maxLocals);
        }

        @Override
        public void visitEnd() {
            if (where != Hook.Where.ADD || adds == 1) {
                found.add(point.name());
            }
            super.visitEnd();
        }
    }
}
