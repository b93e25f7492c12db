package dev.signalbox.domain.artifact;

import dev.signalbox.base.Plain;
import java.util.regex.Pattern;

/// Where an artifact lives: a registry and a repository in it, such as
/// `registry.dev.example/storefront`. The registry is a name that this server's settings know; a
/// flow file never says where a registry is reached.
///
/// @param registry a host name as the flow file writes it, with or without a port
/// @param repository as the OCI distribution specification allows: lower case, slashes between
///   parts
public record ImageName(String registry, String repository) implements Plain {

  private static final Pattern REPOSITORY =
      Pattern.compile("[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*)*");
  private static final Pattern REGISTRY =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]{1,5})?");
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");

  /// The rule, as a sentence for whoever broke it.
  public static final String RULE =
      "An image is written registry/repository, such as registry.example/storefront, in lower case.";

  /// @throws IllegalArgumentException if either part is not of its form
  public ImageName {
    if (!REGISTRY.matcher(registry).matches()
        || repository.length() > 255
        || !REPOSITORY.matcher(repository).matches()) {
      throw new IllegalArgumentException(
          "'" + registry + "/" + repository + "' is not an image. " + RULE);
    }
  }

  /// Reads `registry/repository`.
  ///
  /// @throws IllegalArgumentException if the text is not of that form
  public static ImageName parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("'" + text + "' is not an image. " + RULE);
    }
    return new ImageName(text.substring(0, slash), text.substring(slash + 1));
  }

  /// Whether a registry takes this as a tag.
  public static boolean isTag(String text) {
    return TAG.matcher(text).matches();
  }

  @Override
  public String toString() {
    return registry + "/" + repository;
  }
}
