// SPDX-License-Identifier: Apache-2.0
package io.parkwatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.finding.Snapshot.Service;
import java.io.File;
import java.io.FileOutputStream;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceNameTest {
    private static final Service SHOP = new Service("shop", "1.4.2");

    @TempDir
    File folder;

    @Test
    void theOptionWinsThenOpenTelemetrysNameThenItsAttributesThenTheManifest() throws Exception {
        File jar = jar("packed", "0.9");
        String attributes = "service.name=cart,deployment.environment=test, service.version = 2.0";

        assertThat(ServiceName.of(SHOP, "named", attributes, jar)).isEqualTo(SHOP);
        assertThat(ServiceName.of(new Service("shop", null), "named", attributes, jar))
                .isEqualTo(new Service("shop", "2.0"));
        assertThat(ServiceName.of(null, "named", attributes, jar)).isEqualTo(new Service("named", "2.0"));
        assertThat(ServiceName.of(null, "", attributes, jar)).isEqualTo(new Service("cart", "2.0"));
        assertThat(ServiceName.of(null, null, "", jar)).isEqualTo(new Service("packed", "0.9"));
    }

    @Test
    void theVersionOfALauncherIsNotTheProgramsOwn() throws Exception {
        assertThat(ServiceName.of(null, "shop", null, jar("Jetty :: Start", "12.0")))
                .isEqualTo(new Service("shop", null));
        assertThat(ServiceName.of(null, "shop", null, jar("Shop", "1.4.2"))).isEqualTo(SHOP);
    }

    @Test
    void whatNobodyNamesHasNoName() throws Exception {
        assertThat(ServiceName.of(null, " ", "service.version=2.0", jar(null, "0.9")))
                .isNull();
        assertThat(ServiceName.of(null, null, null, new File(folder, "missing.jar")))
                .isNull();
        assertThat(ServiceName.of(null, null, null, null)).isNull();
    }

    @Test
    void valuesOfAttributesAreDecodedAndBrokenOnesLeftOut() {
        assertThat(ServiceName.of(null, null, "service.name=a%2Cb+c,service.version=1%2", null))
                .isEqualTo(new Service("a,b+c", null));
        assertThat(ServiceName.of(null, null, ",=,service.name,service.name=x", null))
                .isEqualTo(new Service("x", null));
    }

    @Test
    void theMainJarIsTheOneThatTheCommandNames() {
        String sep = File.pathSeparator;
        assertThat(ServiceName.mainJar("my shop.jar" + sep + "/opt/parkwatch.jar", "my shop.jar --port 80"))
                .isEqualTo(new File("my shop.jar"));
        assertThat(ServiceName.mainJar("shop.jar", "shop.jar")).isEqualTo(new File("shop.jar"));
        assertThat(ServiceName.mainJar("shop.jar", "com.acme.Shop shop.jar")).isNull();
        assertThat(ServiceName.mainJar("", "")).isNull();
    }

    private File jar(@Nullable String title, String version) throws Exception {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, version);
        if (title != null) {
            manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_TITLE, title);
        }
        File jar = new File(folder, "shop-" + version + ".jar");
        new JarOutputStream(new FileOutputStream(jar), manifest).close();
        return jar;
    }
}
