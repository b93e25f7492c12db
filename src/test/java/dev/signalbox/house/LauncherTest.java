package dev.signalbox.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The scripts at the root find a JDK 25 wherever it is, and say one sentence where there is none.
class LauncherTest {

  @TempDir private Path folder;

  @Test
  void the_jdk_that_java_home_names_comes_first() throws Exception {
    Path named = jdk("named", "25.0.1");
    jdk("places/other", "25.0.3");

    Said said = find(Map.of("JAVA_HOME", named.toString()));

    assertThat(said.out()).isEqualTo(named.toString());
  }

  @Test
  void a_jdk_25_beside_an_older_default_is_found() throws Exception {
    Path old = jdk("old", "17.0.15");
    jdk("places/a-17", "17.0.15");
    jdk("places/b-21", "21.0.2");
    Path wanted = jdk("places/c-25", "25.0.3");
    jdk("places/d-26", "26");

    Said said = find(Map.of("JAVA_HOME", old.toString()));

    assertThat(said.out()).isEqualTo(wanted.toString());
    assertThat(said.exitCode()).isZero();
  }

  @Test
  void one_that_only_runs_programs_is_passed_over() throws Exception {
    Path runtime = jdk("places/a-jre", "25.0.3");
    Files.delete(runtime.resolve("bin/javac"));
    Path wanted = jdk("places/b-jdk", "25.0.3");

    assertThat(find(Map.of()).out()).isEqualTo(wanted.toString());
  }

  @Test
  void without_any_there_is_one_clear_sentence() throws Exception {
    jdk("places/a-17", "17.0.15");

    Said said = find(Map.of());

    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.out()).isEmpty();
    assertThat(said.err().lines()).hasSize(1);
    assertThat(said.err()).contains("no JDK 25 found").contains("JAVA_HOME");
  }

  @Test
  void dev_says_its_words_and_refuses_others() throws Exception {
    assertThat(run(Map.of(), "./dev", "help").out()).contains("./dev test").contains("./dev setup");
    Said wrong = run(Map.of(), "./dev", "tset");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).contains("'tset' is not one of these");
  }

  @Test
  void without_a_jdk_both_scripts_end_with_the_same_sentence() throws Exception {
    for (String script : new String[] {"./signalbox", "./dev"}) {
      Said said = run(nowhere(), script, "test");
      assertThat(said.exitCode()).isEqualTo(1);
      assertThat(said.err()).contains("no JDK 25 found");
      assertThat(said.err().lines()).hasSize(1);
    }
  }

  private Path jdk(String name, String version) throws IOException {
    Path home = folder.resolve(name);
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"%s\"\n".formatted(version));
    Path javac = Files.writeString(home.resolve("bin/javac"), "#!/bin/sh\n");
    Files.setPosixFilePermissions(javac, PosixFilePermissions.fromString("rwxr-xr-x"));
    return home;
  }

  private Said find(Map<String, String> environment) throws Exception {
    Map<String, String> all = new HashMap<>(nowhere());
    all.putAll(environment);
    return run(all, "/bin/sh", "-c", ". src/main/sh/jdk.sh; find_jdk");
  }

  /// A machine whose only JDKs are those of the test.
  private Map<String, String> nowhere() {
    return Map.of(
        "PATH",
        bin().toString(),
        "JDK_PLACES",
        folder.resolve("places").toString(),
        "HOME",
        "/nonexistent");
  }

  /// The few programs that the scripts call, without any javac beside them.
  private Path bin() {
    Path bin = folder.resolve("bin");
    try {
      Files.createDirectories(bin);
      for (String program : new String[] {"sed", "dirname", "readlink", "cat", "sh"}) {
        Path link = bin.resolve(program);
        if (!Files.exists(link)) {
          Files.createSymbolicLink(link, Path.of("/bin", program));
        }
      }
    } catch (IOException broken) {
      throw new java.io.UncheckedIOException(broken);
    }
    return bin;
  }

  private record Said(int exitCode, String out, String err) {}

  private static Said run(Map<String, String> environment, String... command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command);
    if (!environment.isEmpty()) {
      builder.environment().clear();
      builder.environment().putAll(environment);
    }
    Path err = Files.createTempFile("err", "");
    Process process = builder.redirectError(err.toFile()).start();
    String out =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return new Said(process.waitFor(), out, Files.readString(err));
  }
}
