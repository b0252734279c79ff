// SPDX-License-Identifier: Apache-2.0
package io.parkwatch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UninvitedJvmsTest {
    @ParameterizedTest
    @CsvSource({
        "jdk.jcmd, jdk.jcmd/sun.tools.jps.Jps -l",
        "jdk.compiler, jdk.compiler/com.sun.tools.javac.Main -version",
        "java.base, java.base/sun.security.tools.keytool.Main -list",
        "'', org.codehaus.plexus.classworlds.launcher.Launcher -q verify",
        "'', org.apache.maven.wrapper.MavenWrapperMain",
        "'', org.gradle.wrapper.GradleWrapperMain build",
        "'', /src/shop/gradle/wrapper/gradle-wrapper.jar build",
        "'', org.gradle.launcher.daemon.bootstrap.GradleDaemon 9.2.0",
    })
    void toolsOfTheJdkAndLaunchersOfBuildToolsAreTools(String module, String command) {
        assertThat(UninvitedJvms.isTool(module, command)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "'', com.acme.Shop",
        "'', /opt/shop.jar --port 8080",
        "com.acme.shop, com.acme.shop/com.acme.Shop",
        "jdk.compiler, jdk.compiler/com.sun.tools.javac.launcher.Main Shop.java",
        "jdk.compiler, jdk.compiler/com.sun.tools.javac.launcher.SourceLauncher Shop.java",
        "'', worker.org.gradle.process.internal.worker.GradleWorkerMain 'Gradle Test Executor 1'",
        "'', /src/shop/target/surefire/surefirebooter.jar",
        "'', org.apache.maven.surefire.booter.ForkedBooter",
        "'', ''",
    })
    void programsTheirTestsAndSingleSourceFilesAreNone(String module, String command) {
        assertThat(UninvitedJvms.isTool(module, command)).isFalse();
    }

    @Test
    void theOwnCommandLineIsKnownByItsJar() {
        assertThat(UninvitedJvms.isOwn("/opt/parkwatch.jar", "/opt/parkwatch.jar report 1", "parkwatch.jar"))
                .isTrue();
        assertThat(UninvitedJvms.isOwn("my tools/parkwatch.jar", "my tools/parkwatch.jar", "parkwatch.jar"))
                .isTrue();
        assertThat(UninvitedJvms.isOwn("/opt/shop.jar", "/opt/shop.jar", "parkwatch.jar"))
                .isFalse();
        assertThat(UninvitedJvms.isOwn("/opt/parkwatch.jar", "com.acme.Shop", "parkwatch.jar"))
                .as("on the class path of a program")
                .isFalse();
    }

    @Test
    void agentsOfThisJarAreCountedInAVariable() {
        assertThat(UninvitedJvms.named(null, "parkwatch.jar")).isZero();
        assertThat(UninvitedJvms.named("-Xmx1g -javaagent:/opt/other.jar=a=b", "parkwatch.jar"))
                .isZero();
        assertThat(UninvitedJvms.named(
                        "-javaagent:other.jar -javaagent:\"/my opt/parkwatch.jar\"=port=0 -Dx", "parkwatch.jar"))
                .isEqualTo(1);
        assertThat(UninvitedJvms.named("-javaagent:parkwatch.jar -javaagent:parkwatch.jar", "parkwatch.jar"))
                .isEqualTo(2);
    }
}
