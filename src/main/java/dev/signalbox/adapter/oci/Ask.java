package dev.signalbox.adapter.oci;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.TreeMap;

/// One request to a registry.
///
/// @param wish what the registry shall do, as the middle of a sentence: "it did not … within 30 s"
/// @param access what the request needs the right to do, such as `push storefront`; requests with
///   the same need share an authorization
/// @param headers without the authorization
/// @param size how many bytes travel, there or back; the larger, the longer it may take
record Ask(
    String wish,
    String method,
    URI uri,
    String access,
    Map<String, String> headers,
    BodyPublisher body,
    long size) {

  static Ask of(String wish, String method, URI uri, String access) {
    return new Ask(wish, method, uri, access, Map.of(), BodyPublishers.noBody(), 0);
  }

  Ask with(String header, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(header, value);
    return new Ask(wish, method, uri, access, more, body, size);
  }

  Ask carrying(BodyPublisher content, long bytes) {
    return new Ask(wish, method, uri, access, headers, content, bytes);
  }

  Ask awaiting(long bytes) {
    return new Ask(wish, method, uri, access, headers, body, bytes);
  }

  /// Whether it changes nothing, so that it may be sent elsewhere when the registry says so.
  boolean isReading() {
    return method.equals("GET") || method.equals("HEAD");
  }
}
