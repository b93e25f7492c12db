package dev.signalbox.adapter.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LinksTest {

  @Test
  void links_within_the_tree_stay_inside() {
    assertThat(
            new Links(
                    Map.of(
                        "a", "b",
                        "here", ".",
                        "deep/er/up", "../..",
                        "deep/round", "er/../er/./x//y",
                        "chain", "a",
                        "nowhere", "no/such/thing"))
                .leavingTheTree())
        .isEmpty();
  }

  @Test
  void one_level_too_many_leaves() {
    assertThat(new Links(Map.of("deep/er/up", "../../..")).leavingTheTree()).contains("deep/er/up");
    assertThat(new Links(Map.of("top", "..")).leavingTheTree()).contains("top");
    assertThat(new Links(Map.of("abs", "/")).leavingTheTree()).contains("abs");
  }

  @Test
  void a_link_that_looks_inside_but_goes_through_another_leaves() {
    // Read without the first link, the second is deep/er/x.
    assertThat(
            new Links(Map.of("deep/er/top", "../..", "deep/er/out", "top/../x")).leavingTheTree())
        .contains("deep/er/out");
    assertThat(new Links(Map.of("a", "deep/up", "deep/up", "..", "out", "a/../x")).leavingTheTree())
        .contains("out");
  }

  @Test
  void a_link_that_looks_outside_but_goes_deeper_through_another_stays() {
    assertThat(new Links(Map.of("in", "a/b/c", "x", "in/../../y")).leavingTheTree()).isEmpty();
  }

  @Test
  void links_in_a_circle_lead_nowhere() {
    assertThat(new Links(Map.of("a", "b", "b", "a", "self", "self/x")).leavingTheTree()).isEmpty();
    assertThat(new Links(Map.of("d/a", "../d/a/../..")).leavingTheTree()).isEmpty();
  }
}
