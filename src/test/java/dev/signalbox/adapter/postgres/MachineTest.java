package dev.signalbox.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.port.PortException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineTest {

  private static final List<Path> USUAL = List.of(Path.of("/usr/bin"), Path.of("/bin"));

  @TempDir Path empty;

  @Test
  void both_kinds_of_processors_have_their_archive() {
    assertThat(Machine.of("Linux", "amd64", USUAL).archive())
        .isEqualTo("postgres-linux-x86_64.txz");
    assertThat(Machine.of("Linux", "aarch64", USUAL).archive())
        .isEqualTo("postgres-linux-arm_64.txz");
  }

  @Test
  void another_processor_or_system_is_told_what_to_do() {
    assertThatThrownBy(() -> Machine.of("Linux", "riscv64", USUAL))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("riscv64")
        .hasMessageContaining("external PostgreSQL");
    assertThatThrownBy(() -> Machine.of("Mac OS X", "aarch64", USUAL))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("Mac OS X");
  }

  @Test
  void a_missing_tool_is_told_with_its_package() {
    assertThatThrownBy(() -> Machine.of("Linux", "amd64", List.of(empty)))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("setsid")
        .hasMessageContaining("util-linux");
  }
}
