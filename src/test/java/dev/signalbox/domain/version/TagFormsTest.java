package dev.signalbox.domain.version;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How a repository tags its releases, from its tags alone.
class TagFormsTest {

  @ParameterizedTest
  @CsvSource({
    "cart-v1.2.3, cart, cart-v{version}",
    "cart/v1.2.3, cart, cart/v{version}",
    "cart-1.2.3, cart, cart-{version}",
    "cart_v1.2.3-rc.1, cart, cart_v{version}",
    "@scope/pkg@1.2.3, @scope/pkg, @scope/pkg@{version}",
    "redis-4-v0.1.0, redis-4, redis-4-v{version}",
    "tools/cart/v1.2.3, tools/cart, tools/cart/v{version}",
    "cart-release-1.2.3, cart, cart-release-{version}",
  })
  void a_tag_may_name_a_component(String tag, String component, String form) {
    TagForms found = TagForms.found(Set.of(tag));
    assertThat(found.whole()).isEmpty();
    assertThat(found.components()).containsOnlyKeys(component);
    assertThat(found.components().get(component)).hasToString("[" + form + "]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1.2.3", "v1.2.3", "V1.2.3", "release-1.2.3", "release/v1.2.3", "rel_1.2.3"})
  void or_none(String tag) {
    assertThat(TagForms.found(Set.of(tag)).whole())
        .singleElement()
        .satisfies(
            form -> assertThat(form.versionIn(tag, Semver.USUAL)).hasToString("Optional[1.2.3]"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"nightly", "v1", "v1.2", "latest", "1.2.3.4", "v01.2.3", "cart-v1", "2024.01.05"})
  void a_tag_that_names_no_version_tells_nothing(String tag) {
    TagForms found = TagForms.found(Set.of(tag));
    assertThat(found.whole()).isEmpty();
    assertThat(found.components()).isEmpty();
  }

  @Test
  void the_form_of_the_highest_version_comes_first() {
    assertThat(TagForms.found(List.of("1.0.0", "v2.0.0", "release-1.5.0")).whole())
        .hasToString("[v{version}, release-{version}, {version}]");
  }
}
