package dev.signalbox.flow.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {

  private static final List<String> STEPS =
      List.of("deploy", "verify", "release", "name-artifact", "copy-artifact", "run", "halt");

  @Test
  void a_letter_left_out_put_in_changed_or_swapped_is_a_slip() {
    assertThat(Nearest.to("deply", STEPS)).contains("deploy");
    assertThat(Nearest.to("deployy", STEPS)).contains("deploy");
    assertThat(Nearest.to("reelase", STEPS)).contains("release");
    assertThat(Nearest.to("vertify", STEPS)).contains("verify");
    assertThat(Nearest.to("rnu", STEPS)).contains("run");
  }

  @Test
  void capitals_and_other_hyphens_are_no_slips() {
    assertThat(Nearest.to("Name_Artefact", STEPS)).contains("name-artifact");
    assertThat(Nearest.to("COPY ARTIFACT", STEPS)).contains("copy-artifact");
  }

  @Test
  void the_nearest_of_several_is_meant() {
    assertThat(Nearest.to("cope-artifact", STEPS)).contains("copy-artifact");
  }

  @Test
  void what_is_too_far_away_is_no_guess() {
    assertThat(Nearest.to("soak", STEPS)).isEmpty();
    assertThat(Nearest.to("ship", STEPS)).isEmpty();
    assertThat(Nearest.to("gates", List.of("takes"))).isEmpty();
    assertThat(Nearest.to("d".repeat(100_000), STEPS)).isEmpty();
    assertThat(Nearest.to("", STEPS)).isEmpty();
  }
}
