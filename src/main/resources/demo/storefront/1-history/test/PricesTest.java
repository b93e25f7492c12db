/** The prices alone, without a server. */
final class PricesTest {

  public static void main(String[] args) {
    assert new Prices().of(1, "") == 1000 : "one item";
    assert new Prices().of(2, "") == 2000 : "two items";
    System.out.println("2 tests, all fine");
  }
}
