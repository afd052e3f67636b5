"""Names to draw from: given names from many places, surnames mostly made up. No pair is meant to be anybody."""

GIVEN_NAMES = """
Abena Ada Adaeze Aisha Alma Amara Amir Anouk Anselm Aram Ariane Arno Astrid Ayla Bao Bas Beatriz Benno Berit Bilal
Birgit Bruno Camille Carmen Cato Cem Chidi Clara Cleo Coen Dalia Damir Dario Davit Dilan Dina Diego Edda Edwin Efua
Elias Elif Elin Emeka Enno Erik Ester Eszter Fadi Fatma Felix Fien Fleur Florian Gaspar Gesine Gijs Goran Greta Guus
Hana Hanne Hiro Idris Ilse Imani Imre Inga Irem Isa Ivo Jamal Janek Jelle Jiska Joan Jorge Josefa Juno Kaan Karim
Kasia Katja Kerem Kenji Kofi Lale Lars Layla Leonie Levi Lien Linh Liv Lorenz Luca Lucia Ludmila Luuk Mads Mai Malik
Manon Marek Mariam Marijn Mats Maud Maya Mei Mehmet Mila Minh Mira Moses Naima Nele Niels Nina Noa Nora Ola Oluf
Omar Orla Oskar Pascal Paula Pepijn Petra Quinten Rania Ravi Reni Resi Rik Rosa Ruth Sabri Sanne Selma Sem Senna
Sigrid Silke Simone Sofie Stijn Sunniva Svea Tamar Tess Thea Thijs Tilda Timo Tova Tunde Udo Ulla Uma Vasil Veerle
Vida Viggo Wim Wout Xenia Yara Yasin Yelena Youssef Yuki Zahra Zeno Zita
"""
FAMILY_NAMES = """
Aalbrink Abendorp Adebayo-Lund Ahrendal Akelei Alderwegen Altmoor Amsterhof Arendskerk Askevold Balduin Bellweide
Bergamin Birkhagen Bleekveld Boterdal Bramsiek Brightwater Bruinhoff Calderon-Vos Castermans Dalgaardt Damrosch
Demirhaan Dijkhaven Dorning Dragomir Eekhout Eichwald Elsbroek Emberg Engelsiep Eskilder Evenaar Falkenrade Fenwijk
Ferrand Fischbeek Fjordal Galanis Garrelts Geesthoff Gorska Grauwater Grimbergh Groenling Haagsma Hallervoort Hasani
Havermaat Heidekamp Helmerich Herrera-Dam Hoekenga Holmgaard Hondius Horvat Ibsel Idowu Ijzerloo Immerzeel Jagerholt
Jankovic Jonkvorst Kaldewey Kamphuis Karatay Keizerberg Kestrel Kirchhoven Klinkert Kocabas Koolhoven Korevaar
Krasniq Kuipersdal Lakatosz Lammerink Langewout Leeuwerik Lindqvister Lodewegen Lohmander Maalderink Mahdavi
Marsdiep Mbaye Meerkamp Mensah Middelhagen Moorland Nakamuro Nassarawa Neerlander Niewold Nightingel Noordewier
Nordhausen Oberwald Odegaard Okwuosa Olderkerk Oosterveen Ortelius Osterbeek Paalman Panagos Pelgrim Petrovar
Plantinga Poldervaart Prinsenveld Quaadgras Quellhorst Rademacker Ravensloot Regenboog Rietdijk Rosendahl Ruysch
Saarloos Salihu Sandberghe Schellinck Schoonderwal Semmelink Sigurdahl Silverhjelm Slootmaker Soler-Brandt Spoelstra
Steenwegen Sterrenburg Stokroos Sunderman Takahara Tavernier Tegelaar Terlouw Thornveld Tielman Torvald Tulpenaar
Uittenhove Ulvestad Valkenier Vandermolen Varga-Smid Veldhoen Vennekes Vierhout Vlaming Vossenberg Waalwijker
Wachtendonk Wagemaker Weissenfels Wendelaar Westergo Wiersinga Wildeboer Wolfswinkel Yildirhan Ypenburg Zandvliet
Zeevenhoven Zomerdijk Zwanenborg
"""

GIVEN = tuple(GIVEN_NAMES.split())
FAMILY = tuple(FAMILY_NAMES.split())
