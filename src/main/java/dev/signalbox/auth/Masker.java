package dev.signalbox.auth;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Takes secrets out of whatever is about to be kept or shown: as they are, and as they look after
/// the usual encodings.
public final class Masker implements UnaryOperator<String> {

  private static final String MASK = "******";

  /// A shorter secret is not one, and masking it would garble everything.
  private static final int SHORTEST = 6;

  private final List<String> forms;

  public Masker(Collection<String> secrets) {
    this.forms =
        secrets.stream()
            .filter(secret -> secret.length() >= SHORTEST)
            .flatMap(Masker::forms)
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  @Override
  public String apply(String text) {
    String masked = text;
    for (String form : forms) {
      masked = masked.replace(form, MASK);
    }
    return masked;
  }

  private static Stream<String> forms(String secret) {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    return Stream.of(
        secret,
        Base64.getEncoder().withoutPadding().encodeToString(bytes),
        Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
        URLEncoder.encode(secret, StandardCharsets.UTF_8),
        java.util.HexFormat.of().formatHex(bytes));
  }
}
