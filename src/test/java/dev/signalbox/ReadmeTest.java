package dev.signalbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// What the README tells of, and what there is.
class ReadmeTest {

  private final String readme = Files.readString(Path.of("README.md"));

  ReadmeTest() throws IOException {}

  @Test
  void every_setting_is_in_the_readme() {
    assertThat(Arrays.stream(Setting.values()).map(Setting::variable))
        .allSatisfy(variable -> assertThat(readme).contains("`" + variable + "`"));
  }

  @Test
  void every_command_is_in_the_readme() {
    assertThat(Main.line().getSubcommands())
        .allSatisfy((name, command) -> {
          if (!command.getCommandSpec().usageMessage().hidden()) {
            assertThat(readme).containsPattern("[`/ ]" + name + "[`/ ,]");
          }
        });
  }
}
