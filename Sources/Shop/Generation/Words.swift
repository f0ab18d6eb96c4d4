/// Names and streets to draw from.
enum Words {
  static let givenNames = """
    Aaliyah Abdul Adriana Ahmed Aiko Alejandro Amara Amelia Amir Ana Andre Anika Anthony Arjun Astrid Ayumi Beatriz
    Ben Bianca Bilal Bjorn Bridget Camila Carlos Chen Chidi Chloe Clara Connor Dalia Daniel Darnell David Deepa
    Diego Dmitri Elena Eli Emeka Emily Emma Enrique Esther Ethan Fatima Felix Fiona Francesca Gabriel Gloria Grace
    Hana Hannah Haruto Hassan Helen Hugo Ibrahim Imani Ines Ingrid Isaac Isabella Ivan Jack Jamal James Jasmine
    Javier Jin Joanna John Jorge Joseph Julia Kai Karim Karin Kavya Keisha Kenji Khalid Kwame Lakshmi Lars Latoya
    Layla Leila Leo Liam Lin Linda Lucia Luis Magnus Malik Marco Maria Marie Mateo Maya Mei Michael Miguel Mina
    Mohammed Monica Naomi Natasha Neha Ngozi Nikhil Nina Noah Nora Olga Olivia Omar Oscar Patricia Paulo Pedro Peter
    Priya Rachel Rafael Rahul Raj Rosa Ruth Sade Samir Samuel Sana Sandra Sara Sean Sergei Shreya Sofia Soren Stella
    Sunita Tamara Tariq Teresa Thanh Thomas Tomas Valentina Vera Victor Wei William Xavier Yara Yasmin Yuki Yusuf
    Zainab Zoe
    """.split(whereSeparator: \.isWhitespace).map(String.init)

  static let familyNames = """
    Abdi Adeyemi Ahmad Ali Almeida Andersen Anderson Bailey Baker Banerjee Bauer Becker Bell Berg Bianchi Bouchard
    Brooks Brown Campbell Carter Castillo Chang Chavez Chen Choi Chowdhury Clark Cohen Coleman Cooper Costa Cruz Das
    Davis Delgado Diaz Dubois Edwards Eriksen Evans Farah Fernandez Fischer Flores Foster Fujita Garcia Ghosh
    Goldberg Gomez Gonzalez Gupta Gutierrez Haddad Hall Hansen Harris Hassan Hernandez Hoffman Huang Hughes Hussain
    Ibrahim Ivanov Jackson Jansen Jensen Johnson Jones Joshi Kaplan Kapoor Kaur Kelly Khan Kim Kowalski Kumar Larsen
    Lee Lewis Li Lindgren Liu Lopez Mahmoud Martin Martinez Mbeki Mehta Mensah Meyer Miller Mitchell Moore Morales
    Moreau Morgan Murphy Nakamura Nelson Ngo Nguyen Nowak O'Brien O'Connor Okafor Okonkwo Ortiz Osman Park Patel
    Pereira Perez Peterson Petrov Pham Phillips Popov Price Rahman Ramirez Rao Reyes Richardson Rivera Roberts
    Robinson Rodriguez Romano Rossi Russo Saito Salazar Sanchez Santos Sato Schmidt Schneider Scott Sharma Silva
    Singh Smith Sokolov Stewart Suarez Suzuki Svensson Tan Tanaka Taylor Thomas Thompson Torres Tran Tremblay Turner
    Vargas Vasquez Walker Wang Washington Watanabe Weber White Williams Wilson Wong Wright Wu Yamamoto Yang Yilmaz
    Young Zhang Zhou Zimmerman
    """.split(whereSeparator: \.isWhitespace).map(String.init)

  static let streets = """
    Alder Ash Aspen Bay Beacon Birch Bluff Bridge Broadway Brook Cedar Center Cherry Chestnut Church Clay College
    Cypress Dogwood East Elm Fern Forest Franklin Garden Grand Grove Harbor Hawthorn Hickory High Highland Hill
    Holly Jackson Jefferson Juniper Lake Laurel Lincoln Linden Locust Magnolia Main Maple Market Meadow Mill Mission
    Monroe Mulberry Oak Olive Orchard Park Pearl Pine Pleasant Poplar Prospect Ridge River Rose Sage School Spring
    Spruce State Summit Sunset Sycamore Union Valley Vine Walnut Washington Water West Willow
    """.split(whereSeparator: \.isWhitespace).map(String.init)

  static let streetKinds = [
    "Street", "Street", "Street", "Avenue", "Avenue", "Road", "Lane", "Drive", "Court", "Place",
  ]
}
