package dev.signalbox.adapter.pack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.domain.change.CommitId;
import dev.signalbox.port.LocalHistory;
import dev.signalbox.port.PortException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Whatever a disk or an attacker did to a repository: it is read, or there is a sentence.
@Timeout(120)
class DamagedRepositoryTest {

  private static final int TRIES = 400;

  @TempDir Path folder;

  @Test
  void a_damaged_pack_or_index_ends_in_a_sentence() throws IOException {
    Git git = filled();
    git.run("gc", "-q", "--aggressive");
    var files = new ArrayList<>(git.files("objects/pack", ".pack"));
    files.addAll(git.files("objects/pack", ".idx"));
    files.add(git.folder().resolve(".git/packed-refs"));
    assertThat(damageEach(git, files)).isPositive();
  }

  @Test
  void a_damaged_loose_object_or_ref_ends_in_a_sentence() throws IOException {
    Git git = filled();
    var files = new ArrayList<>(git.files("objects", ""));
    files.addAll(git.files("refs", ""));
    files.add(git.folder().resolve(".git/config"));
    files.add(git.folder().resolve(".git/HEAD"));
    assertThat(damageEach(git, files)).isPositive();
  }

  private Git filled() {
    Git git = Git.init(folder.resolve("shop"));
    for (int i = 0; i < 12; i++) {
      git.write("packages/a/long", "line of text\n".repeat(300) + i);
      git.commit("packages/a/f" + i, "fix: number " + i + "\n\n" + "words ".repeat(60));
    }
    git.run("tag", "-a", "-m", "m", "v1");
    git.run("notes", "--ref", "signalbox", "add", "-m", "feat: note");
    return git;
  }

  /// @return how often there was a sentence
  private static int damageEach(Git git, List<Path> files) throws IOException {
    CommitId head = git.head();
    Random random = new Random(7);
    int sentences = 0;
    for (int i = 0; i < TRIES; i++) {
      Path file = files.get(random.nextInt(files.size()));
      byte[] whole = Files.readAllBytes(file);
      assertThat(file.toFile().setWritable(true)).isTrue();
      Files.write(file, damaged(whole, random));
      try {
        readAll(git, head);
      } catch (PortException sentence) {
        assertThat(sentence.sentence()).as("%s, try %d", file, i).isNotBlank();
        sentences++;
      } catch (RuntimeException | Error failure) {
        throw new AssertionError("%s, try %d".formatted(file, i), failure);
      }
      Files.write(file, whole);
    }
    return sentences;
  }

  private static byte[] damaged(byte[] whole, Random random) {
    byte[] damaged = whole.clone();
    switch (random.nextInt(3)) {
      case 0 -> {
        return Arrays.copyOf(damaged, random.nextInt(damaged.length + 1));
      }
      case 1 -> damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      default -> {
        int at = random.nextInt(damaged.length);
        for (int i = at; i < Math.min(damaged.length, at + 16); i++) {
          damaged[i] = (byte) random.nextInt(256);
        }
      }
    }
    return damaged;
  }

  private static void readAll(Git git, CommitId head) {
    try (LocalHistory history = PackHistory.open(git.folder())) {
      history.resolve("HEAD");
      history.resolve(head.text().substring(0, 6));
      history.branch();
      history.origin();
      history.tags().values().forEach(tag -> history.isAncestor(tag, head));
      history.notes("signalbox");
      history.walk(
          head,
          List.of(),
          false,
          visited -> {
            visited.commit();
            visited.changedAmong(List.of("", "packages/a"));
            history.read(visited.id(), "packages/a/long");
            history.list(visited.id(), "packages/a");
            return true;
          });
    }
  }
}
