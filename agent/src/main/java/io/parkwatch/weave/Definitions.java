// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.weave;

import io.parkwatch.weave.define.Constants;
import io.parkwatch.weave.define.ThreadKey;
import java.nio.ByteBuffer;
import java.security.ProtectionDomain;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import net.bytebuddy.jar.asm.ClassReader;
import org.jspecify.annotations.Nullable;

/**
 * Receives classes before loaders define them, in any thread, and weaves those with hooks. While a transformer is
 * registered, HotSpot keeps alive every virtual thread that loads a class (docs/decisions/0015).
 */
final class Definitions implements BiFunction<@Nullable Object[], Object, Object> {
    private final Set<String> libraries;
    private final Weaver weaver;
    private final Set<ThreadKey> reading = ConcurrentHashMap.newKeySet();

    Definitions(Weaver weaver) {
        this.weaver = weaver;
        this.libraries = Set.copyOf(weaver.owners(false));
    }

    /** Loads the classes that most calls need, which would otherwise load within a call. */
    void warmUp() {
        apply(new Object[] {"", null}, new byte[0]);
    }

    /** Takes a name and a domain, which may be null, and a file. Returns it, or one of its kind that has hooks. */
    @Override
    public Object apply(@Nullable Object[] by, Object file) {
        @Nullable Object name = by[0];
        try {
            if (file instanceof ByteBuffer buffer) {
                byte[] woven = buffer.isDirect() ? woven(by, copy(buffer)) : null;
                // The content of any other buffer comes here again as an array.
                return woven == null ? buffer : ByteBuffer.wrap(woven);
            }
            byte[] woven = woven(by, (byte[]) file);
            return woven == null ? file : woven;
        } catch (StackOverflowError | OutOfMemoryError e) {
            // The program meets the same error at its next step.
        } catch (Throwable t) {
            if (Weaver.isDamaged(t)) {
                return file;
            }
            weaver.failed(String.valueOf(name), t);
        }
        return file;
    }

    private byte @Nullable [] woven(@Nullable Object[] by, byte[] file) {
        String name = (String) by[0];
        boolean named = name == null || libraries.contains(name);
        if (!Constants.isClass(file)) {
            return null;
        }
        ThreadKey self = new ThreadKey();
        // The classes that read the file may be loading in this very call.
        if (!reading.add(self)) {
            return null;
        }
        try {
            weaver.supers.read((ProtectionDomain) by[1], file);
            if (!named && weaver.custom.names(file) == 0) {
                return null;
            }
            return weaver.weave(new ClassReader(file).getClassName(), false, file);
        } finally {
            reading.remove(self);
        }
    }

    private static byte[] copy(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
