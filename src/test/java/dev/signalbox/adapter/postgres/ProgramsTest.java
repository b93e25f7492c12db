package dev.signalbox.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.port.PortException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramsTest {

  private static final FileTime MARKED = FileTime.fromMillis(1_000_000_000_000L);

  @TempDir static Path cache;

  private Programs programs() {
    return Programs.in(cache, Machine.here().archive());
  }

  @Test
  void they_are_unpacked_once_and_others_may_run_them() throws Exception {
    Programs first = programs();
    Files.setLastModifiedTime(first.postgres(), MARKED);
    assertThat(programs()).isEqualTo(first);
    assertThat(Files.getLastModifiedTime(first.postgres())).isEqualTo(MARKED);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(first.postgres())))
        .isEqualTo("rwxr-xr-x");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(first.folder())))
        .isEqualTo("rwxr-xr-x");
  }

  @Test
  void a_folder_that_lost_a_file_is_unpacked_again() throws Exception {
    Programs whole = programs();
    Files.delete(whole.folder().resolve("share/postgresql/postgres.bki"));
    programs();
    assertThat(whole.folder().resolve("share/postgresql/postgres.bki")).isNotEmptyFile();
  }

  @Test
  void a_folder_with_an_emptied_file_is_unpacked_again() throws Exception {
    Programs whole = programs();
    Files.write(whole.initdb(), new byte[0]);
    programs();
    assertThat(whole.initdb()).isNotEmptyFile();
  }

  @Test
  void what_an_interrupted_unpacking_left_is_cleared_away() throws Exception {
    Programs whole = programs();
    Path half = cache.resolve(whole.folder().getFileName() + ".part");
    Files.move(whole.folder(), half);
    Files.delete(half.resolve("complete"));
    programs();
    assertThat(whole.postgres()).isExecutable();
    assertThat(half).doesNotExist();
  }

  @Test
  void two_at_once_get_the_same_whole_folder() throws Exception {
    Files.delete(programs().folder().resolve("complete"));
    CompletableFuture<Programs> one = CompletableFuture.supplyAsync(this::programs);
    CompletableFuture<Programs> other = CompletableFuture.supplyAsync(this::programs);
    assertThat(one.join()).isEqualTo(other.join());
    try (Stream<Path> all = Files.list(cache)) {
      assertThat(all.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("lock", one.join().folder().getFileName().toString());
    }
  }

  @Test
  void a_processor_we_have_no_programs_for_is_told() {
    assertThatThrownBy(() -> Programs.in(cache, "postgres-linux-riscv.txz"))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("postgres-linux-riscv.txz")
        .hasMessageContaining("external PostgreSQL");
  }
}
