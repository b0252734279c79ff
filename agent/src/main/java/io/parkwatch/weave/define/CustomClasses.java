// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.weave.define;

import io.parkwatch.custom.CustomField;
import io.parkwatch.custom.CustomTypes;
import io.parkwatch.custom.UserChannel;
import io.parkwatch.finding.Role;
import io.parkwatch.points.Hook;
import io.parkwatch.points.HookPoint;
import io.parkwatch.support.Stderr;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Recognizes the program's own channel types, and their subtypes, by their bytes. A transformer must load nothing, or
 * the class that is loading would wait for itself. Called in any thread that loads a class.
 */
public final class CustomClasses {
    private static final String SENDS = "Lio/parkwatch/annotations/Sends;";
    private static final String RECEIVES = "Lio/parkwatch/annotations/Receives;";
    private static final String CONCURRENT = "java/util/concurrent/";

    private final CustomTypes types;
    private final Set<String> missing = ConcurrentHashMap.newKeySet();
    private volatile Constants constants;

    public CustomClasses(CustomTypes types) {
        this.types = types;
        this.constants = constants();
    }

    private static List<String> queues() {
        return List.of(CONCURRENT + "BlockingQueue", CONCURRENT + "BlockingDeque", CONCURRENT + "TransferQueue");
    }

    private Constants constants() {
        int size = types.all().size();
        List<String> all = new ArrayList<>(List.of(SENDS, RECEIVES));
        all.addAll(queues());
        for (String name : types.all()) {
            String constant = name.replace('.', '/');
            if (!isLibrary(constant)) {
                all.add(constant);
            }
        }
        List<List<String>> groups = new ArrayList<>(List.of(all));
        groups.addAll(RareClasses.constants());
        return new Constants(groups, size);
    }

    /** Reports whether a class is the JDK's. None is woven here, and extending one makes no class a channel. */
    static boolean isLibrary(String className) {
        return className.startsWith("java/")
                || className.startsWith("javax/")
                || className.startsWith("jdk/")
                || className.startsWith("sun/")
                || className.startsWith("com/sun/");
    }

    private boolean isKnown(String className) {
        return !isLibrary(className) && types.all().contains(className.replace('/', '.'));
    }

    /** Finds the loaded classes that extend or implement a named type, and has them read. */
    public void learn(Class<?>[] loaded) {
        if (!types.any()) {
            return;
        }
        List<Class<?>> named = types.among(loaded);
        List<Class<?>> own = new ArrayList<>();
        for (Class<?> one : loaded) {
            for (Class<?> type : named) {
                if (type.isAssignableFrom(one) && !one.isHidden()) {
                    own.add(one);
                    break;
                }
            }
        }
        types.know(own);
    }

    /** Reports whether a class file is worth reading: it names a channel type, an annotation or a queue interface. */
    private boolean mayBe(byte[] bytes) {
        return (names(bytes) & 1) != 0;
    }

    /** Returns what the constants name: the first bit for {@link #mayBe}, the others for {@link RareClasses}. */
    public int names(byte[] bytes) {
        Constants wanted = constants;
        if (wanted.size() != types.all().size()) {
            wanted = constants();
            constants = wanted;
        }
        return wanted.groupsIn(bytes);
    }

    /** Returns the hooks of a class; empty if it is neither a channel type nor a queue. */
    public List<HookPoint> points(String className, byte[] bytes) {
        if (isLibrary(className) || !mayBe(bytes)) {
            return List.of();
        }
        ClassReader reader = new ClassReader(bytes);
        Members members = members(className, reader);
        String name = className.replace('/', '.');
        boolean inherits = isKnown(String.valueOf(reader.getSuperName()));
        boolean is = inherits || members.annotated || isKnown(className);
        for (String implemented : reader.getInterfaces()) {
            is |= isKnown(implemented);
        }
        if (!is) {
            return isQueue(reader) ? List.of(HookPoint.constructorsIn(className, Hook.MADE)) : List.of();
        }
        types.know(name);
        for (String method : types.methods(name)) {
            if (!members.declared.contains(method) && missing.add(name + '#' + method)) {
                Stderr.line("channels: " + name + " has no method " + method
                        + " of its own: name the class or interface that declares it");
            }
        }
        types.fields(name, members.fields);
        List<HookPoint> points = new ArrayList<>();
        // If the superclass is a channel type, its constructor has recorded the instance already.
        if ((reader.getAccess() & Opcodes.ACC_INTERFACE) == 0 && !inherits) {
            points.add(HookPoint.constructorsIn(className, Hook.MADE));
        }
        for (String method : members.methods) {
            if (types.isNamedMethod(method)) {
                points.add(HookPoint.entering(className, method));
            }
        }
        return points;
    }

    /** Reports whether a class is a queue of the program's: only its constructor shows where it was made. */
    private static boolean isQueue(ClassReader reader) {
        return (reader.getAccess() & Opcodes.ACC_INTERFACE) == 0
                && !String.valueOf(reader.getSuperName()).startsWith(CONCURRENT)
                && !Collections.disjoint(queues(), List.of(reader.getInterfaces()));
    }

    /** Records a supertype and its fields before a subtype loads. */
    void meet(String className, byte[] bytes) {
        List<HookPoint> unused = points(className, bytes);
        List<CustomField> fields = members(className, new ClassReader(bytes)).fields;
        if (!fields.isEmpty()) {
            types.superFields(className.replace('/', '.'), fields);
        }
    }

    /** Records the annotated methods of a class that was not read when it loaded. */
    void annotated(String className, byte[] bytes) {
        if (!isLibrary(className) && mayBe(bytes)) {
            members(className, new ClassReader(bytes));
        }
    }

    private Members members(String className, ClassReader reader) {
        Members members = new Members(className.replace('/', '.'));
        reader.accept(members, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return members;
    }

    /** Names annotated methods, and collects fields by which a thread may be parked or on whose monitor it may wait. */
    private final class Members extends ClassVisitor {
        private static final String CONCURRENT = "Ljava/util/concurrent/";

        /** Final fields whose monitor programs lock: an object that is only a lock, or a collection of items. */
        private static final String OBJECT = "Ljava/lang/Object;";

        private static final String COLLECTION = "Ljava/util/";

        private final String name;
        private final List<CustomField> fields = new ArrayList<>();
        private final Set<String> declared = new TreeSet<>();

        /** The methods that have code. */
        private final Set<String> methods = new TreeSet<>();

        private boolean annotated;

        Members(String name) {
            super(Opcodes.ASM9);
            this.name = name;
        }

        @Override
        public @Nullable FieldVisitor visitField(
                int access, String name, String descriptor, @Nullable String signature, @Nullable Object value) {
            boolean monitor = (access & Opcodes.ACC_FINAL) != 0
                    && (descriptor.equals(OBJECT) || descriptor.startsWith(COLLECTION));
            if ((access & Opcodes.ACC_STATIC) == 0 && (monitor || descriptor.startsWith(CONCURRENT))) {
                String type = descriptor.substring(1, descriptor.length() - 1).replace('/', '.');
                fields.add(new CustomField(name, type));
            }
            return null;
        }

        @Override
        public MethodVisitor visitMethod(
                int access,
                String method,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            declared.add(method);
            if ((access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) == 0) {
                methods.add(method);
            }
            return new MethodVisitor(Opcodes.ASM9) {
                @Override
                public @Nullable AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
                    boolean sends = annotation.equals(SENDS);
                    if (sends || annotation.equals(RECEIVES)) {
                        annotated = true;
                        types.add(new UserChannel(name, method, sends ? Role.SENDER : Role.RECEIVER));
                    }
                    return null;
                }
            };
        }
    }
}
