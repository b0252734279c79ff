// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.weave;

import io.parkwatch.points.Hook;
import io.parkwatch.points.HookPoint;
import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/** Puts hooks into the bytes of one class. */
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

    /** Returns a class without the calls of its hooks; their arguments are popped instead. */
    static byte[] strip(byte[] bytes) {
        ClassReader reader = new ClassReader(bytes);
        ClassWriter writer = new ClassWriter(0); // with its own pool, which does not have the hub's name
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access,
                            String name,
                            String descriptor,
                            @Nullable String signature,
                            String @Nullable [] exceptions) {
                        return new Stripping(super.visitMethod(access, name, descriptor, signature, exceptions));
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
                next = visitor(next, point, found);
            }
        }
        return next;
    }

    private static MethodVisitor visitor(MethodVisitor next, HookPoint point, Set<String> found) {
        Hook hook = point.hook();
        if (hook.where == Hook.Where.ADD) {
            return new AfterAdd(next, point, found);
        }
        found.add(point.name());
        return hook.where == Hook.Where.EXIT
                ? new AtExit(next, point)
                : hook.where == Hook.Where.SLICES ? new InSlices(next, hook) : new AtEntry(next, hook);
    }

    private static final class AtEntry extends MethodVisitor {
        private final Hook hook;

        AtEntry(MethodVisitor next, Hook hook) {
            super(Opcodes.ASM9, next);
            this.hook = hook;
        }

        @Override
        public void visitCode() {
            super.visitCode();
            if (hook.where == Hook.Where.DEFINITION) {
                hook.define(mv);
            } else {
                hook.call(mv);
            }
        }

        @Override
        public void visitMaxs(int maxStack, int maxLocals) {
            int needed = hook.where == Hook.Where.DEFINITION ? Hook.DEFINING : Hook.STACK;
            super.visitMaxs(Math.max(maxStack, needed), maxLocals);
        }
    }

    /** Finds the point if the method has exactly one {@code LinkedList.add}. */
    private static final class AfterAdd extends MethodVisitor {
        private static final String ADD = "(Ljava/lang/Object;)Z";

        private final HookPoint point;
        private final Set<String> found;
        private int adds;

        AfterAdd(MethodVisitor next, HookPoint point, Set<String> found) {
            super(Opcodes.ASM9, next);
            this.point = point;
            this.found = found;
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
            if (owner.equals("java/util/LinkedList") && name.equals("add") && descriptor.equals(ADD)) {
                adds++;
                point.hook().call(mv);
            }
        }

        @Override
        public void visitMaxs(int maxStack, int maxLocals) {
            super.visitMaxs(maxStack + Hook.STACK, maxLocals);
        }

        @Override
        public void visitEnd() {
            if (adds == 1) {
                found.add(point.name());
            }
            super.visitEnd();
        }
    }

    private static final class InSlices extends MethodVisitor {
        private final Hook hook;

        InSlices(MethodVisitor next, Hook hook) {
            super(Opcodes.ASM9, next);
            this.hook = hook;
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
            if (name.equals("wait") && descriptor.equals("(J)V")) {
                hook.call(mv);
            }
        }

        @Override
        public void visitInsn(int opcode) {
            if (opcode == Opcodes.ATHROW) {
                Hook.left(mv);
            }
            super.visitInsn(opcode);
        }

        @Override
        public void visitMaxs(int maxStack, int maxLocals) {
            super.visitMaxs(maxStack + Hook.STACK, maxLocals);
        }
    }

    private static final class AtExit extends MethodVisitor {
        private final HookPoint point;
        private int news;
        private boolean passesOn;

        AtExit(MethodVisitor next, HookPoint point) {
            super(Opcodes.ASM9, next);
            this.point = point;
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
        }

        @Override
        public void visitInsn(int opcode) {
            if (opcode == Opcodes.RETURN && !passesOn) {
                point.hook().call(mv);
            }
            super.visitInsn(opcode);
        }

        @Override
        public void visitMaxs(int maxStack, int maxLocals) {
            super.visitMaxs(maxStack + Hook.STACK, maxLocals);
        }
    }
}
