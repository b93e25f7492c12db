package dev.signalbox.adapter.oci;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/// What a registry answered. Closing it gives the connection back.
record Answer(int status, HttpHeaders headers, InputStream body) implements AutoCloseable {

  private static final int SMALL = 64 * 1024;
  private static final Pattern CODE = Pattern.compile("[A-Z_]{1,40}");

  boolean isGood() {
    return status >= 200 && status < 300;
  }

  boolean isElsewhere() {
    return switch (status) {
      case 301, 302, 303, 307, 308 -> true;
      default -> false;
    };
  }

  Optional<String> header(String name) {
    return headers.firstValue(name);
  }

  /// The body.
  ///
  /// @throws IOException if it is longer than that
  byte[] bytes(int most) throws IOException {
    byte[] bytes = body.readNBytes(most + 1);
    if (bytes.length > most) {
      throw new IOException("the answer is longer than " + most + " bytes");
    }
    return bytes;
  }

  /// Status and error codes, such as `404 MANIFEST_UNKNOWN`. What the registry says beside the
  /// codes is left out: it may repeat to us what it should not.
  String brief() {
    try {
      return StrictJson.object(bytes(SMALL)).stream()
          .flatMap(json -> StreamSupport.stream(json.path("errors").spliterator(), false))
          .map((JsonNode error) -> error.path("code").asString(""))
          .filter(code -> CODE.matcher(code).matches())
          .limit(3)
          .collect(Collectors.joining(", ", status + " ", ""))
          .strip();
    } catch (IOException e) {
      return Integer.toString(status);
    }
  }

  @Override
  public void close() {
    try (body) {
      body.readNBytes(SMALL);
    } catch (IOException e) {
      // The answer's head said all we wanted to know.
    }
  }
}
