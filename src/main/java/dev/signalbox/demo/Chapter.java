package dev.signalbox.demo;

import java.util.List;

/// A change to the demo's shop, as its author made it.
///
/// @param folder where its files are among our resources
/// @param branch `uid/TICKET`, as the team names its branches; empty for the first commit on main
/// @param files what it adds or changes
record Chapter(String folder, String branch, String message, String author, List<String> files) {

  static final Chapter HISTORY =
      new Chapter(
          "1-history",
          "",
          "feat(SHOP-1): a shop that tells prices",
          "Nyefan",
          List.of(
              "build.sh",
              "unit-tests.sh",
              "integration-tests.sh",
              "start.sh",
              "src/Storefront.java",
              "src/Prices.java",
              "test/PricesTest.java",
              "integration/Customer.java",
              "config/dev.properties",
              "config/staging.properties",
              "config/production.properties"));

  static final Chapter FEATURE =
      new Chapter(
          "2-feature",
          "nyefan/SHOP-7",
          "feat(SHOP-7): three or more items cost a tenth less",
          "Nyefan",
          List.of("src/Prices.java", "test/PricesTest.java", "integration/Customer.java"));

  static final Chapter FIX =
      new Chapter(
          "3-fix",
          "mia/SHOP-8",
          "fix(SHOP-8): less than nothing has no price",
          "Mia",
          List.of("src/Prices.java", "test/PricesTest.java"));

  static final Chapter FAILS_IN_DEV =
      new Chapter(
          "4-fails-in-dev",
          "tom/SHOP-12",
          "feat(SHOP-12): the code TEN takes off a tenth",
          "Tom",
          List.of("src/Prices.java", "integration/Customer.java"));

  static final Chapter FAILS_IN_STAGING =
      new Chapter(
          "5-fails-in-staging",
          "mia/SHOP-12",
          "fix(SHOP-12): what a code takes off is configured",
          "Mia",
          List.of(
              "src/Prices.java",
              "config/dev.properties",
              "config/staging.properties",
              "config/production.properties"));

  /// Who buys four items finds no gift for them, and nobody thought of testing that.
  static final Chapter FAILS_IN_PRODUCTION =
      new Chapter(
          "6-fails-in-production",
          "tom/SHOP-14",
          "feat(SHOP-14): a gift for who buys many",
          "Tom",
          List.of("src/Prices.java", "config/staging.properties"));
}
