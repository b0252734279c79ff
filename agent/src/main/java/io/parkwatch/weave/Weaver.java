// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.weave;

import io.parkwatch.Stderr;
import io.parkwatch.own.OwnTypes;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/** Weaves the hooks into classes as they load, and into those that are loaded already. */
public final class Weaver implements ClassFileTransformer {
    private static final @Nullable ClassLoader OURS = Weaver.class.getClassLoader();

    private final Map<String, List<HookPoint>> points = new HashMap<>();
    private final List<HookPoint> parks;
    /** The same classes by their names as {@link Class#getName} has them, and the program's own that were woven. */
    private final Set<String> names = ConcurrentHashMap.newKeySet();

    private final OwnTypes types;
    private final OwnClasses own;
    private final Set<String> woven = ConcurrentHashMap.newKeySet();
    private final Set<String> failed = ConcurrentHashMap.newKeySet();
    private final Set<String> unknown = ConcurrentHashMap.newKeySet();

    /**
     * @param release feature release of this JVM
     * @param late whether the agent comes while the program runs, and may leave before it ends
     * @param traces whether the births of threads are wanted
     * @param own channel types of the program's own; annotations add to them
     */
    public Weaver(int release, boolean late, boolean traces, OwnTypes own) {
        this.types = own;
        this.own = new OwnClasses(own);
        boolean sparing = late && release >= 21;
        parks = sparing ? HookPoint.LATE_PARKS : HookPoint.PARKS;
        add(parks, release);
        add(HookPoint.MAKINGS, release);
        add(HookPoint.PIPES, release);
        add(HookPoint.SUSPENSIONS, release);
        if (traces) {
            add(sparing ? HookPoint.LATE_STARTS : HookPoint.STARTS, release);
            add(HookPoint.BEGINNINGS, release);
        }
    }

    private void add(List<HookPoint> all, int release) {
        for (HookPoint point : all) {
            if (point.since() <= release) {
                List<HookPoint> there = points.get(point.owner());
                if (there == null) {
                    there = new ArrayList<>();
                    points.put(point.owner(), there);
                    names.add(point.owner().replace('/', '.'));
                }
                there.add(point);
            }
        }
    }

    /** Weaves what is loaded; what is not, follows when it loads. A class that fails gets one line, the others go on. */
    public void install(Instrumentation instrumentation) {
        instrumentation.addTransformer(this, true);
        Class<?>[] all = instrumentation.getAllLoadedClasses();
        if (all == null) {
            // The JVM is about to end.
            return;
        }
        own.learn(all);
        names.addAll(types.all());
        told(retransform(instrumentation, all));
        types.readBy(new Late(instrumentation));
    }

    /** Weaves those of the program's own that came before what they extend was known. */
    private final class Late implements OwnTypes.Reader {
        private final Instrumentation instrumentation;

        Late(Instrumentation instrumentation) {
            this.instrumentation = instrumentation;
        }

        @Override
        public void read(Class<?>[] unread) {
            names.addAll(types.all());
            told(retransform(instrumentation, unread));
        }
    }

    private void told(Map<String, Throwable> failures) {
        for (Map.Entry<String, Throwable> one : failures.entrySet()) {
            types.notHooked(one.getKey());
            failed(one.getKey(), one.getValue());
        }
    }

    /** Gives every woven class its own bytes back. Returns those that kept the hooks, which do no harm, and why. */
    public Map<String, Throwable> uninstall(Instrumentation instrumentation) {
        instrumentation.removeTransformer(this);
        Class<?>[] all = instrumentation.getAllLoadedClasses();
        return all == null ? Map.of() : retransform(instrumentation, all);
    }

    private Map<String, Throwable> retransform(Instrumentation instrumentation, Class<?>[] all) {
        Map<String, Throwable> failed = new LinkedHashMap<>();
        boolean interfaces = types.any();
        List<Class<?>> found = new ArrayList<>();
        for (Class<?> loaded : all) {
            // A name is made when it is first asked for: not where none can be ours.
            boolean may = (interfaces || !loaded.isInterface()) && !loaded.isArray() && !loaded.isHidden();
            if (may && names.contains(loaded.getName())) {
                found.add(loaded);
            }
        }
        Class<?>[] wanted = found.toArray(new Class<?>[0]);
        try {
            // All in one: each call stops the JVM and walks all its classes.
            instrumentation.retransformClasses(wanted);
        } catch (Exception | LinkageError e) {
            for (Class<?> loaded : wanted) {
                try {
                    instrumentation.retransformClasses(loaded);
                } catch (Exception | LinkageError single) {
                    failed.put(loaded.getName(), single);
                }
            }
        }
        return failed;
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String className,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        // Our own classes may be loading for this very call.
        if (className == null || (loader != null && loader == OURS)) {
            return null;
        }
        List<HookPoint> wanted = points.get(className);
        if (wanted == null ? loader == null : wanted.get(0).jdk() != (loader == null)) {
            return null;
        }
        try {
            if (wanted == null) {
                wanted = own.points(className, bytes);
                if (wanted.isEmpty()) {
                    return null;
                }
                names.add(className.replace('/', '.'));
            }
            Set<String> found = new HashSet<>();
            byte[] changed = weave(bytes, wanted, found);
            if (misses(wanted, found)) {
                return null;
            }
            for (HookPoint point : wanted) {
                if (point.hook() == Hook.ENTERS) {
                    types.hooked(className.replace('/', '.'), point.method());
                }
            }
            return changed;
        } catch (Throwable t) {
            failed(String.valueOf(className).replace("/", "."), t);
            return null;
        }
    }

    /** Whether this is a release of a library that lacks what all known ones have: it is then left as it is. */
    private boolean misses(List<HookPoint> wanted, Set<String> found) {
        for (HookPoint point : wanted) {
            String family = point.family();
            if (family != null && !found.contains(point.name())) {
                if (unknown.add(family)) {
                    Stderr.line(
                            "this release of " + family + " is not known, its waits are not watched: it has no known "
                                    + point.owner().replace('/', '.') + '.' + point.method());
                }
                return true;
            }
        }
        woven.addAll(found);
        return false;
    }

    /** Whether the program has loaded one of the JDK's pipes. */
    public boolean pipesWoven() {
        for (HookPoint point : HookPoint.PIPES) {
            if (woven.contains(point.name())) {
                return true;
            }
        }
        return false;
    }

    /** Libraries in a release that is not known. */
    public Set<String> unknown() {
        return unknown;
    }

    private void failed(String className, Throwable cause) {
        if (failed.add(className)) {
            Stderr.line("cannot weave " + className + ", some waits or places may be missed: " + cause);
        }
    }

    /** Classes that could not be woven; a class that loads later may come to it. */
    public Set<String> failed() {
        return failed;
    }

    private static byte[] weave(byte[] bytes, List<HookPoint> wanted, Set<String> found) {
        ClassReader reader = new ClassReader(bytes);
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public @Nullable MethodVisitor visitMethod(
                            int access,
                            String name,
                            String descriptor,
                            @Nullable String signature,
                            String @Nullable [] exceptions) {
                        MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
                        for (HookPoint point : wanted) {
                            boolean named = point.method().equals(name)
                                    && (point.descriptor() == null
                                            || point.descriptor().equals(descriptor));
                            if (named && (access & (Opcodes.ACC_NATIVE | Opcodes.ACC_ABSTRACT)) == 0) {
                                return visitor(next, point, found);
                            }
                        }
                        return next;
                    }
                },
                0);
        return writer.toByteArray();
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

    /** Whether every park point of virtual threads was found in this JDK's classes. */
    public boolean parksWoven() {
        for (HookPoint point : parks) {
            if (!woven.contains(point.name())) {
                return false;
            }
        }
        return true;
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
            hook.call(mv);
        }

        @Override
        public void visitMaxs(int maxStack, int maxLocals) {
            super.visitMaxs(Math.max(maxStack, Hook.STACK), maxLocals);
        }
    }

    /** The point is found where the method has exactly one {@code LinkedList.add}. */
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
