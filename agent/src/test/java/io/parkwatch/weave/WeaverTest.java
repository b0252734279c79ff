// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.weave;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.custom.CustomTypes;
import io.parkwatch.custom.UserChannel;
import io.parkwatch.families.AllFamilies;
import io.parkwatch.finding.Role;
import io.parkwatch.points.Hook;
import io.parkwatch.points.HookPoint;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Weaves the classes of the JDK that runs this test. Code in java.base is not verified by the JVM, so woven classes are
 * copied here into a package and a loader where it is, and their constructors are called there.
 */
class WeaverTest {
    private static final int RELEASE = Runtime.version().feature();

    private static final String ON_A_JOB = "(Lkotlin/coroutines/Continuation;)Ljava/lang/Object;";
    private static final String IN_A_SELECT = "(Lkotlinx/coroutines/selects/SelectInstance;Ljava/lang/Object;)V";

    /** Not the agent's loader, whose classes are never woven. */
    private static final ClassLoader PROGRAMS = ClassLoader.getPlatformClassLoader();

    /** Opens the package that the copies of some channels need for their initialization on newer releases. */
    @BeforeAll
    static void open() throws Throwable {
        Module base = Object.class.getModule();
        if (base.getPackages().contains("jdk.internal.invoke")) {
            MethodHandles.privateLookupIn(Module.class, MethodHandles.lookup())
                    .findVirtual(
                            Module.class, "implAddExportsToAllUnnamed", MethodType.methodType(void.class, String.class))
                    .invoke(base, "jdk.internal.invoke");
        }
    }

    private static CustomTypes own(String className) {
        return new CustomTypes(List.of(new UserChannel(className, "send", Role.SENDER)));
    }

    static List<HookPoint> points() {
        return Stream.of(
                        JvmPoints.parks(),
                        JvmPoints.starts(),
                        AllFamilies.points(),
                        JvmPoints.firstVirtual(),
                        JvmPoints.definitions(),
                        JvmPoints.lateParks(),
                        JvmPoints.lateStarts())
                .flatMap(List::stream)
                .filter(point -> point.jdk() && point.since() <= RELEASE)
                .toList();
    }

    static Set<String> owners() {
        Set<String> owners = new TreeSet<>();
        points().forEach(point -> owners.add(point.owner()));
        return owners;
    }

    static List<String> channels() {
        return AllFamilies.points().stream()
                .filter(point -> point.jdk() && point.method().equals("<init>"))
                .map(HookPoint::owner)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("points")
    void everyPointIsFoundInThisJdkAndCarriesItsHook(HookPoint point) {
        String hook = switch (point.hook()) {
            case MADE -> "made";
            case MADE_LOCK -> "madeLock";
            case STARTED, STARTED_IN, HELD -> "started";
            case PARK_THIS, PARK_CURRENT -> "park";
            case SUSPENDS, ENQUEUES -> "suspends";
            case RESUMES -> "resumes";
            case ENTERS -> "enters";
            case BEGINS -> "begins";
            case SLICED_READ, SLICED_WRITE -> "sliced";
            case FIRST_VIRTUAL -> "virtual";
            case FILE -> "file";
            case BUFFER -> "buffer";
        };

        List<String> carriers = carriers(woven(point.owner()), hook);

        assertThat(carriers)
                .anyMatch(method -> method.startsWith(point.method())
                        && (point.descriptor() == null || method.endsWith(point.descriptor())));
        assertThat(carriers(bytes(point.owner()), hook)).isEmpty();
    }

    @Test
    void allParksTogetherAreToldAsWoven() {
        allParksAreToldAsWoven(
                new Weaver(RELEASE, false, false, true, new CustomTypes(List.of()), AllFamilies.points()),
                JvmPoints.parks());
        allParksAreToldAsWoven(
                new Weaver(RELEASE, true, false, true, new CustomTypes(List.of()), AllFamilies.points()),
                JvmPoints.lateParks());
    }

    private static void allParksAreToldAsWoven(Weaver weaver, List<HookPoint> parks) {
        assertThat(weaver.wove(weaver.parks)).isFalse();

        parks.forEach(point -> weaver.transform(null, point.owner(), bytes(point.owner())));

        assertThat(weaver.wove(weaver.parks)).isEqualTo(RELEASE >= 21);
    }

    @Test
    void aLibraryThatLacksAHookPointIsLeftAsItIs() {
        Weaver weaver = new Weaver(RELEASE, false, false, true, new CustomTypes(List.of()), AllFamilies.points());
        ClassLoader loader = PROGRAMS;
        String jobs = "kotlinx/coroutines/JobSupport";
        String[] methods = {
            "awaitSuspend" + ON_A_JOB,
            "joinSuspend" + ON_A_JOB,
            "onAwaitInternalRegFunc" + IN_A_SELECT,
            "registerSelectForOnJoin" + IN_A_SELECT
        };

        byte[] half = weaver.transform(loader, jobs, library(jobs, methods[0], methods[2], methods[3]));
        assertThat(half).isNull();
        assertThat(weaver.unknown).containsExactly("kotlinx.coroutines");

        byte[] whole = weaver.transform(loader, jobs, library(jobs, methods));
        assertThat(carriers(Objects.requireNonNull(whole), "suspends")).containsExactlyInAnyOrder(methods);
    }

    private static byte[] library(String owner, String... methods) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, owner, null, "java/lang/Object", null);
        for (String method : methods) {
            int name = method.indexOf('(');
            MethodVisitor code = writer.visitMethod(
                    Opcodes.ACC_PRIVATE, method.substring(0, name), method.substring(name), null, null);
            code.visitCode();
            code.visitInsn(Opcodes.ACONST_NULL);
            code.visitInsn(Opcodes.ATHROW);
            code.visitMaxs(1, 3);
            code.visitEnd();
        }
        writer.visitEnd();
        return writer.toByteArray();
    }

    @ParameterizedTest
    @MethodSource("owners")
    void aWovenClassVerifies(String owner) throws ClassNotFoundException {
        if (owner.equals("java/lang/Object")) {
            // Object has no copy: every class extends the real one.
            new ClassReader(woven(owner)).accept(new ClassVisitor(Opcodes.ASM9) {}, 0);
            return;
        }
        Class<?> copy = Class.forName(Copies.copyName(owner), false, new Copies(owners()));

        // This links the class, and so verifies it.
        assertThat(copy.getDeclaredMethods().length + copy.getDeclaredConstructors().length)
                .isPositive();
    }

    @Test
    void theVerifierOfThisTestSeesBadCode() {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, Copies.PACKAGE + "Bad", null, "java/lang/Object", null);
        MethodVisitor bad = writer.visitMethod(Opcodes.ACC_STATIC, "bad", "()V", null, null);
        bad.visitCode();
        bad.visitVarInsn(Opcodes.ALOAD, 0);
        bad.visitInsn(Opcodes.RETURN);
        bad.visitMaxs(1, 1);
        bad.visitEnd();
        writer.visitEnd();
        Class<?> defined = new Copies(Set.of()).define("io.parkwatch.weave.copies.Bad", writer.toByteArray());

        org.assertj.core.api.Assertions.assertThatThrownBy(defined::getDeclaredMethods)
                .isInstanceOf(VerifyError.class);
    }

    /** Most channels have constructors that call another one by this(...). */
    @ParameterizedTest
    @MethodSource("channels")
    void aChannelIsToldOfOnceWhicheverConstructorIsCalled(String owner) throws Exception {
        Class<?> copy = Class.forName(Copies.copyName(owner), true, new Copies(channels()));
        for (java.lang.reflect.Constructor<?> constructor : copy.getConstructors()) {
            Object[] arguments = arguments(constructor.getParameterTypes());
            if (arguments == null) {
                continue;
            }
            Told.CHANNELS.clear();
            Object made;
            try {
                made = constructor.newInstance(arguments);
            } catch (InvocationTargetException e) {
                if (e.getCause() instanceof IllegalAccessError) {
                    continue; // the original calls this in its own package
                }
                throw new AssertionError(constructor.toString(), e.getCause());
            }
            Object channel = made;
            assertThat(Told.CHANNELS.stream().filter(told -> told == channel))
                    .as(constructor.toString())
                    .hasSize(1);
        }
    }

    /** Receives the reports of the copies' constructors. */
    public static final class Told {
        static final List<Object> CHANNELS = new ArrayList<>();

        private Told() {}

        public static void made(Object channel) {
            CHANNELS.add(channel);
        }

        public static void madeLock(Object lock) {
            CHANNELS.add(lock);
        }
    }

    @Test
    void aClassOfTheSameNameInAnotherLoaderIsLeftAlone() {
        Weaver weaver = new Weaver(RELEASE, false, false, true, own("com.acme.Pipe"), AllFamilies.points());
        byte[] bytes = bytes("java/util/concurrent/Semaphore");
        ClassLoader program = PROGRAMS;

        assertThat(weaver.transform(program, "java/util/concurrent/Semaphore", bytes))
                .isNull();
        assertThat(weaver.transform(null, "com/softwaremill/jox/Channel", bytes))
                .isNull();
        assertThat(weaver.transform(null, "com/acme/Pipe", bytes)).isNull();
        assertThat(weaver.transform(program, "com/acme/Shop", bytes)).isNull();
        assertThat(weaver.transform(program, null, bytes)).isNull();
    }

    @Test
    void withoutTracesTheStartsOfThreadsAreNotWoven() {
        byte[] thread = bytes("java/lang/Thread");

        assertThat(new Weaver(RELEASE, false, false, false, new CustomTypes(List.of()), AllFamilies.points())
                        .transform(null, "java/lang/Thread", thread))
                .isNull();
        assertThat(new Weaver(17, false, false, true, new CustomTypes(List.of()), AllFamilies.points())
                        .transform(null, "java/lang/Thread", thread))
                .isNotNull();
    }

    @Test
    void anAgentThatComesLateWeavesNoClassWithNativeMethods() {
        Stream.of(JvmPoints.lateParks(), JvmPoints.lateStarts(), AllFamilies.points())
                .flatMap(List::stream)
                .filter(point -> point.jdk() && point.since() <= RELEASE)
                .forEach(point ->
                        assertThat(natives(point.owner())).as(point.owner()).isEmpty());
        assertThat(natives("java/lang/Thread")).isNotEmpty();
        Weaver weaver = new Weaver(RELEASE, true, false, true, new CustomTypes(List.of()), AllFamilies.points());
        for (HookPoint point : Stream.concat(JvmPoints.parks().stream(), JvmPoints.starts().stream())
                .toList()) {
            assertThat(weaver.transform(null, point.owner(), bytes(point.owner())) == null)
                    .as(point.owner())
                    .isEqualTo(RELEASE >= 21);
        }
    }

    private static List<String> natives(String owner) {
        List<String> found = new ArrayList<>();
        new ClassReader(bytes(owner))
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public @Nullable MethodVisitor visitMethod(
                                    int access,
                                    String name,
                                    String type,
                                    @Nullable String generic,
                                    String @Nullable [] thrown) {
                                if ((access & Opcodes.ACC_NATIVE) != 0) {
                                    found.add(name);
                                }
                                return null;
                            }
                        },
                        ClassReader.SKIP_CODE);
        return found;
    }

    @Test
    void theProgramsOwnChannelIsWovenInItsLoader() {
        byte[] own = bytes("io/parkwatch/weave/WeaverTest$Pipe");
        byte[] woven = new Weaver(RELEASE, false, false, true, own(Pipe.class.getName()), AllFamilies.points())
                .transform(PROGRAMS, "io/parkwatch/weave/WeaverTest$Pipe", own);

        assertThat(carriers(Objects.requireNonNull(woven), "made")).containsExactly("<init>(I)V");
    }

    @SuppressWarnings("UnusedMethod")
    private static final class Pipe {
        private final int room;

        Pipe() {
            this(new Pipe(2).room);
        }

        Pipe(int room) {
            this.room = room;
        }
    }

    /** Returns the class as an agent weaves it at the start, or else as an agent that is attached later. */
    static byte[] woven(String owner) {
        boolean late = Stream.of(JvmPoints.lateParks(), JvmPoints.lateStarts())
                .flatMap(List::stream)
                .anyMatch(point -> point.owner().equals(owner));
        Weaver weaver = new Weaver(RELEASE, late, !late, true, new CustomTypes(List.of()), AllFamilies.points());
        if (!late) {
            weaver.add(JvmPoints.definitions());
        }
        return Objects.requireNonNull(weaver.transform(null, owner, bytes(owner)), owner);
    }

    static byte[] bytes(String name) {
        try (InputStream in = ClassLoader.getSystemResourceAsStream(name + ".class")) {
            assertThat(in).as(name).isNotNull();
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the name and descriptor of each method of a class that calls the hub's method. */
    private static List<String> carriers(byte[] bytes, String hook) {
        List<String> carriers = new ArrayList<>();
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
                                        if (owner.equals(Hook.HUB) && called.equals(hook)) {
                                            carriers.add(name + descriptor);
                                        }
                                    }
                                };
                            }
                        },
                        0);
        return carriers;
    }

    private static Object @Nullable [] arguments(Class<?>[] types) {
        Object[] arguments = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            if (types[i] == int.class) {
                arguments[i] = 1;
            } else if (types[i] == boolean.class) {
                arguments[i] = true;
            } else if (types[i] == Runnable.class) {
                arguments[i] = (Runnable) () -> {};
            } else if (types[i] == Executor.class) {
                arguments[i] = (Executor) Runnable::run;
            } else if (types[i] == BiConsumer.class) {
                arguments[i] = (BiConsumer<Object, Object>) (subscriber, cause) -> {};
            } else if (types[i] == java.util.Comparator.class) {
                arguments[i] = java.util.Comparator.naturalOrder();
            } else if (types[i] == java.util.Collection.class) {
                arguments[i] = new ArrayList<>();
            } else {
                return null;
            }
        }
        return arguments;
    }
}
