// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.weave.define;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;

class ConstantsTest {
    private final Constants constants =
            new Constants(List.of(List.of("com/acme/Pipe", "com.acme.Pipe"), List.of("com/acme/Tube")), 0);

    @Test
    void everyGroupOfWhichAFileHasANameIsToldInOneWalk() {
        assertThat(constants.groupsIn(naming())).isZero();
        assertThat(constants.groupsIn(naming("com/acme/Pipes", "com/acme"))).isZero();
        assertThat(constants.groupsIn(naming("com/acme/Pipe"))).isEqualTo(1);
        assertThat(constants.groupsIn(naming("com.acme.Pipe"))).isEqualTo(1);
        assertThat(constants.groupsIn(naming("com/acme/Tube"))).isEqualTo(2);
        assertThat(constants.groupsIn(naming("com/acme/Tube", "com/acme/Pipe"))).isEqualTo(3);
    }

    @Test
    void nothingIsFoundPastTheEndOfAFile() {
        byte[] whole = naming("com/acme/Tube");
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);

            assertThat(constants.groupsIn(cut)).isIn(0, 2);
        }
    }

    private static byte[] naming(String... names) {
        ClassWriter writer = new ClassWriter(0);
        writer.newConst(12L); // takes two slots
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "com/acme/Shop", null, "java/lang/Object", null);
        for (String name : names) {
            writer.newUTF8(name);
        }
        writer.visitEnd();
        return writer.toByteArray();
    }
}
