// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.weave;

import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import net.bytebuddy.jar.asm.ClassReader;
import org.jspecify.annotations.Nullable;

/**
 * Hears of classes as loaders define them, and has woven those that carry hooks, before anybody has seen them. A transformer that stands would
 * hear of them too, but then HotSpot holds every virtual thread that loads a class (docs/decisions/0015). Runs in whatever thread loads
 * a class.
 */
final class Definitions implements BiConsumer<@Nullable Object, @Nullable Object> {
    private static final @Nullable ClassLoader OURS = Definitions.class.getClassLoader();

    private final Set<String> libraries;
    private final OwnClasses own;
    private final To to;

    /** Whose file was seen, and whose class was not yet. */
    private final Set<String> awaited = ConcurrentHashMap.newKeySet();

    private final Set<Thread> reading = ConcurrentHashMap.newKeySet();

    /** Who weaves them. */
    interface To {
        /** A class that carries hooks. */
        void defined(Class<?> type);

        /** Something of ours failed on the way. */
        void failed(String className, Throwable cause);
    }

    /** {@code libraries}: the names of the classes of libraries that carry hooks. */
    Definitions(Set<String> libraries, OwnClasses own, To to) {
        this.libraries = libraries;
        this.own = own;
        this.to = to;
    }

    /** Loads what most calls need: in one of them it would be loaded for itself. */
    void warmUp() {
        accept("", new byte[0]);
        accept(Object.class, null);
    }

    /** Before: the name, or null, and the file, an array or a buffer; after: the class, and null. */
    @Override
    public void accept(@Nullable Object first, @Nullable Object file) {
        try {
            if (first instanceof Class<?> type) {
                // A name is made when it is first asked for: not where none is awaited.
                if (!awaited.isEmpty() && awaited.remove(type.getName()) && type.getClassLoader() != OURS) {
                    to.defined(type);
                }
            } else if (first instanceof String name && libraries.contains(name)) {
                awaited.add(name);
            } else {
                read((String) first, file instanceof ByteBuffer buffer ? copy(buffer) : (byte[]) file);
            }
        } catch (StackOverflowError | OutOfMemoryError e) {
            // The program meets it itself at its next step.
        } catch (Throwable t) {
            to.failed(String.valueOf(first), t);
        }
    }

    private void read(@Nullable String name, byte @Nullable [] file) {
        if (file == null || !(own.mayBe(file) || (name == null && Constants.isClass(file)))) {
            return;
        }
        Thread self = Thread.currentThread();
        // What is read with may be loading for this very call.
        if (reading.add(self)) {
            try {
                String internal = new ClassReader(file).getClassName();
                String read = internal.replace('/', '.');
                if (libraries.contains(read) || !own.points(internal, file).isEmpty()) {
                    awaited.add(read);
                }
            } finally {
                reading.remove(self);
            }
        }
    }

    /** Null: it comes again as an array. */
    private static byte @Nullable [] copy(ByteBuffer buffer) {
        if (!buffer.isDirect()) {
            return null;
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
