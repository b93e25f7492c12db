package dev.signalbox.adapter.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.signalbox.adapter.pack.PackHistory;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.codebase.FileContent;
import dev.signalbox.fixture.GitRemote;
import dev.signalbox.port.SourceRepository.ReleaseCommit;
import dev.signalbox.port.SourceRepository.TagResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What Signalbox signs, the real git and ssh-keygen find to be signed.
class SigningKeyTest {

  @TempDir Path folder;
  GitRemote remote;
  CommitId one;
  SigningKey key;

  @BeforeEach
  void makeAKey() throws Exception {
    assumeTrue(
        has("git") && has("ssh-keygen"), "git and ssh-keygen are needed to check signatures");
    key = SigningKey.read(generated("key", "ed25519", ""));
    Files.writeString(folder.resolve("allowed"), "signalbox@example.org " + key.publicKey() + "\n");
    remote = GitRemote.in(folder.resolve("shop.git"));
    one = remote.on("main").file("a", "1").commit("feat: one");
  }

  private GitRepository signing(SigningKey with) {
    return new GitRepository(
        Remote.at(remote.address()),
        "main",
        folder.resolve("mirror"),
        new Committer("Signalbox", "signalbox@example.org", Optional.of(with)),
        InstantSource.fixed(GitRemote.MONDAY),
        PackHistory::at);
  }

  @Test
  void the_public_half_is_the_one_ssh_keygen_wrote() throws IOException {
    assertThat(Files.readString(folder.resolve("key.pub"))).startsWith(key.publicKey() + " ");
    assertThat(key).hasToString(key.publicKey());
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v1\n", "Größe 🚀\n\n- feat: one\n"})
  void git_verifies_a_tag(String message) throws Exception {
    assertThat(signing(key).pushTag("v1", one, message)).isEqualTo(new TagResult.Pushed());
    assertThat(git(0, "tag", "-v", "v1"))
        .contains("Good \"git\" signature for signalbox@example.org with ED25519 key");
    assertThat(git(0, "for-each-ref", "--format=%(contents:subject)", "refs/tags/v1").strip())
        .isEqualTo(message.lines().findFirst().orElseThrow());
  }

  @Test
  void git_verifies_a_release_commit_and_finds_the_repository_sound() throws Exception {
    signing(key)
        .pushRelease(
            new ReleaseCommit(
                one,
                Map.of("a", FileContent.of("2")),
                "chore(release): v2\n\nÜber alles\n",
                "v2",
                "v2",
                GitRemote.MONDAY));
    assertThat(git(0, "verify-commit", "main")).contains("Good \"git\" signature");
    assertThat(git(0, "tag", "-v", "v2")).contains("Good \"git\" signature");
    assertThat(git(0, "log", "-1", "--format=%B", "main")).contains("Über alles");
    git(0, "fsck", "--strict");
  }

  @Test
  void the_signature_of_another_key_is_found_out() throws Exception {
    SigningKey other = SigningKey.read(generated("other", "ed25519", ""));
    signing(other).pushTag("v1", one, "v1");
    assertThat(git(1, "tag", "-v", "v1")).doesNotContain("signature for signalbox@example.org");
  }

  @Test
  void the_same_words_have_the_same_signature_and_others_another() {
    byte[] words = "words".getBytes(StandardCharsets.UTF_8);
    assertThat(key.sign("git", words)).isEqualTo(key.sign("git", words));
    assertThat(key.sign("file", words)).isNotEqualTo(key.sign("git", words));
  }

  @Test
  void a_key_with_a_passphrase_or_of_another_kind_is_refused() throws Exception {
    for (String text :
        List.of(
            generated("locked", "ed25519", "secret"),
            generated("rsa", "rsa", ""),
            generated("ecdsa", "ecdsa", ""),
            Files.readString(folder.resolve("key.pub")),
            "",
            "-----BEGIN OPENSSH PRIVATE KEY-----\n-----END OPENSSH PRIVATE KEY-----")) {
      assertThatThrownBy(() -> SigningKey.read(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("ssh-keygen -t ed25519 -N ''");
    }
  }

  @Test
  void a_damaged_key_is_refused_wherever_the_damage_is() throws Exception {
    String good = Files.readString(folder.resolve("key"));
    String begin = "-----BEGIN OPENSSH PRIVATE KEY-----\n";
    byte[] inside =
        java.util.Base64.getMimeDecoder()
            .decode(good.substring(begin.length(), good.indexOf("\n-----END")));
    int comment = 4 + "signalbox@test".length();
    for (int at = 0; at < inside.length - comment - 8; at++) {
      byte[] damaged = inside.clone();
      damaged[at] ^= 1;
      String text =
          begin
              + java.util.Base64.getEncoder().encodeToString(damaged)
              + "\n-----END OPENSSH PRIVATE KEY-----\n";
      if (isReadable(text)) {
        assertThat(SigningKey.read(text).publicKey()).as("byte %d", at).isEqualTo(key.publicKey());
      }
    }
  }

  @Test
  void a_key_may_have_lost_its_line_ends() throws IOException {
    String flat = Files.readString(folder.resolve("key")).strip().replace('\n', ' ');
    assertThat(SigningKey.read(flat).publicKey()).isEqualTo(key.publicKey());
  }

  private static boolean isReadable(String text) {
    try {
      SigningKey.read(text);
      return true;
    } catch (IllegalArgumentException refused) {
      return false;
    }
  }

  private String generated(String name, String kind, String passphrase) throws Exception {
    Path file = folder.resolve(name);
    run(
        0,
        "ssh-keygen",
        "-q",
        "-t",
        kind,
        "-N",
        passphrase,
        "-C",
        "signalbox@test",
        "-f",
        file.toString());
    return Files.readString(file);
  }

  private String git(int code, String... arguments) throws Exception {
    var command =
        new ArrayList<>(
            List.of(
                "git",
                "-C",
                remote.address(),
                "-c",
                "gpg.format=ssh",
                "-c",
                "gpg.ssh.allowedSignersFile=" + folder.resolve("allowed")));
    command.addAll(List.of(arguments));
    return run(code, command.toArray(String[]::new));
  }

  private static String run(int code, String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isEqualTo(code);
    return said;
  }

  private static boolean has(String program) {
    return List.of(System.getenv("PATH").split(":")).stream()
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
