// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.weave.define;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds the annotations of classes that loaded before an agent was attached. Used by the watcher's thread only. */
public final class LoadedAnnotations implements Consumer<@Nullable Class<?>> {
    private final CustomClasses custom;
    private final Set<String> names = new HashSet<>();

    public LoadedAnnotations(CustomClasses custom) {
        this.custom = custom;
    }

    /** Reads each class once, without a limit: only classes on stacks of old waits come here. */
    @Override
    public void accept(@Nullable Class<?> type) {
        if (type == null || type.getClassLoader() == null || type.isHidden() || !names.add(type.getName())) {
            return;
        }
        byte[] file = ClassFiles.of(type);
        if (file != null) {
            custom.annotated(type.getName().replace('.', '/'), file);
        }
        accept(type.getSuperclass());
        for (Class<?> implemented : type.getInterfaces()) {
            accept(implemented);
        }
    }
}
