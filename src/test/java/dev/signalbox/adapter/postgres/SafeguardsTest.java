package dev.signalbox.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.adapter.postgres.Safeguards.Setting;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeguardsTest {

  private static final List<String> NAMES =
      List.of("data_checksums", "fsync", "full_page_writes", "synchronous_commit");

  private static List<Setting> settings(String off, String value) {
    List<Setting> settings = new ArrayList<>();
    for (String name : NAMES) {
      settings.add(new Setting(name, name.equals(off) ? value : "on", "database"));
    }
    return settings;
  }

  @Test
  void a_server_with_all_of_them_is_good() {
    assertThat(Safeguards.missing(settings("none", "off"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"data_checksums", "fsync", "full_page_writes", "synchronous_commit"})
  void each_of_them_is_missed(String name) {
    assertThat(Safeguards.missing(settings(name, "off")))
        .hasValueSatisfying(
            sentence -> assertThat(sentence).contains(name + "=off (set for the database)"));
  }

  @Test
  void half_a_safeguard_is_none() {
    assertThat(Safeguards.missing(settings("synchronous_commit", "local"))).isPresent();
  }

  @Test
  void a_server_that_does_not_know_one_of_them_is_a_bug_of_ours() {
    assertThatThrownBy(() -> Safeguards.missing(settings("none", "off").subList(0, 3)))
        .isInstanceOf(IllegalStateException.class);
  }
}
