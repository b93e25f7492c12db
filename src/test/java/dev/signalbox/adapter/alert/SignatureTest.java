package dev.signalbox.adapter.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureTest {

  @Test
  void the_published_example_is_signed_as_published() {
    var signature = new Signature("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    assertThat(
            signature.of(
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                Instant.ofEpochSecond(1614265330),
                "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "whsec_",
        "hunter2",
        "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "whsec_not-base64-at-all-but-long-enough",
        "whsec_c2hvcnQ=",
      })
  void what_is_no_secret_is_refused_without_being_shown(String secret) {
    assertThatThrownBy(() -> new Signature(secret))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The webhook's secret is not one. Expected whsec_ and base64 of 24 to 64 bytes.")
        .hasNoCause();
  }
}
