package dev.signalbox.cli;

import picocli.CommandLine.Parameters;

/// `SERVICE ENVIRONMENT`.
final class PlaceArguments {

  @Parameters(index = "0", paramLabel = "SERVICE", description = "The service.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String service;

  @Parameters(index = "1", paramLabel = "ENVIRONMENT", description = "Its environment.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String environment;

  String service() {
    return service;
  }

  String environment() {
    return environment;
  }

  String path() {
    return "/services/%s/environments/%s".formatted(Remote.part(service), Remote.part(environment));
  }
}
