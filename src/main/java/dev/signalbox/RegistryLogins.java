package dev.signalbox;

import dev.signalbox.base.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Logins for registries, as Docker and its kin keep them in `config.json`: under `auths`, by the
/// registry's name, either `username` and `password` or both in base64 as `auth`.
final class RegistryLogins {

  private RegistryLogins() {}

  /// @throws IllegalArgumentException with a sentence, if the file can not be read
  static Map<String, Settings.Login> read(Path file) {
    try {
      JsonNode auths = Json.mapper().readTree(Files.readString(file)).path("auths");
      if (!auths.isObject()) {
        throw new IllegalArgumentException("no 'auths'");
      }
      Map<String, Settings.Login> logins = new LinkedHashMap<>();
      auths.properties().forEach(entry -> logins.put(entry.getKey(), login(entry.getValue())));
      return logins;
    } catch (IOException | JacksonException | IllegalArgumentException unreadable) {
      throw new IllegalArgumentException(
          "%s is not a file of registry logins in the form of Docker's config.json".formatted(file),
          unreadable);
    }
  }

  private static Settings.Login login(JsonNode auth) {
    String both = auth.path("auth").asString("");
    if (both.isEmpty()) {
      return new Settings.Login(
          auth.path("username").asString(""), new Secret(auth.path("password").asString("")));
    }
    String text = new String(Base64.getDecoder().decode(both), StandardCharsets.UTF_8);
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("a login without a colon");
    }
    return new Settings.Login(text.substring(0, colon), new Secret(text.substring(colon + 1)));
  }
}
