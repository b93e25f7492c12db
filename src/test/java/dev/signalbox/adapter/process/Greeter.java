package dev.signalbox.adapter.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// A small web program to deploy. It enters each of its starts in a ledger, and answers the version
/// that stands in the file it was unpacked with.
final class Greeter {

  private Greeter() {}

  /// @param args the ledger, and the status it gives as its health
  public static void main(String[] args) throws IOException {
    String version = Files.readString(Path.of("version.txt"));
    int port = Integer.parseInt(System.getenv("PORT"));
    Files.writeString(
        Path.of(args[0]),
        "%d %s %d%n".formatted(ProcessHandle.current().pid(), version, port),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    System.out.println("greets as " + version);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    answer(server, "/health", Integer.parseInt(args[1]), "well");
    answer(server, "/version", 200, "{\"version\":\"" + version + "\"}");
    server.start();
  }

  /// The command that starts it.
  static List<String> argv(Path ledger, int health) {
    var argv = new ArrayList<>(smallJava());
    argv.addAll(List.of(Greeter.class.getName(), ledger.toString(), Integer.toString(health)));
    return argv;
  }

  /// This JDK with our classes, made to start fast and stay small.
  static List<String> smallJava() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx48m",
        "-Xshare:auto",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
  }

  private static void answer(HttpServer server, String path, int status, String text) {
    server.createContext(
        path,
        exchange -> {
          byte[] bytes = text.getBytes(UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }
}
